using Akka.Actor;
using Akka.Event;

namespace Akka.Specs.Event;

public sealed class LoggingSpecs : TestKit.Xunit2.TestKit
{
    public LoggingSpecs() => Sys.EventStream.Subscribe(TestActor, typeof(LogEvent));

    [Fact]
    public void Message_is_put_together_from_its_arguments()
    {
        Log.Info("{0} of {1}", 3, 4);

        var entry = ExpectMsg<Info>();
        Assert.Equal("3 of 4", entry.Message.ToString());
        Assert.Equal(LogLevel.InfoLevel, entry.LogLevel());
    }

    [Fact]
    public void Level_below_the_threshold_is_not_published()
    {
        Log.Debug("quiet");
        Log.Info("heard");

        Assert.Equal("heard", ExpectMsg<LogEvent>().Message.ToString());
        Assert.False(Log.IsDebugEnabled);
    }

    [Fact]
    public void Cause_is_kept()
    {
        var cause = new InvalidOperationException("boom");

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => Log.Error(cause, "failed: {0}", "x"));

        Assert.Same(cause, ExpectMsg<Error>().Cause);
    }

    [Fact]
    public void Actors_log_under_their_path()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Talks()), "talker");

        EventFilter.Warning("careful").ExpectOne(() => actor.Tell("x"));

        var entry = ExpectMsg<Warning>();
        Assert.StartsWith("akka://test/user/talker", entry.LogSource.Trim('['), StringComparison.Ordinal);
        Assert.Equal(typeof(Talks), entry.LogClass);
    }

    [Fact]
    public void Level_names_are_read() => Assert.Equal(LogLevel.WarningLevel, Logging.LogLevelFor("WARNING"));

    [Fact]
    public void Unknown_level_name_is_refused() => Assert.Throws<ArgumentException>(() => Logging.LogLevelFor("LOUD"));

    [Fact]
    public void Event_filter_fails_when_the_event_does_not_come() =>
        Assert.ThrowsAny<Exception>(() => EventFilter.Error("never").ExpectOne(TimeSpan.FromMilliseconds(50), () => { }));

    [Fact]
    public void Event_filter_counts() => EventFilter.Warning(start: "w").Expect(3, () =>
    {
        for (var i = 0; i < 3; i++)
        {
            Log.Warning("w{0}", i);
        }
    });

    [Fact]
    public void Event_filter_sees_dead_letters() =>
        EventFilter.DeadLetter<string>().ExpectOne(() => Sys.DeadLetters.Tell("lost"));

    private sealed class Talks : ReceiveActor
    {
        private readonly ILoggingAdapter _log = Context.GetLogger();

        public Talks() => ReceiveAny(_ => _log.Warning("careful"));
    }
}
