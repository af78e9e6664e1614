using EdgeActors.Logging;
using EdgeActors.Specs.Storage;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Logging;

public sealed class AgentLogSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Repeats_are_told_when_their_minute_is_over()
    {
        using LogScene scene = new(new LogOptions { Repeats = 2 });

        for (int i = 0; i < 534; i++)
        {
            scene.Say("again");
        }

        scene.Clock.Pass(TimeSpan.FromSeconds(60));

        Assert.Equal(
            [
                "2026-03-01T00:00:00.000Z info  again",
                "2026-03-01T00:00:00.000Z info  again",
                "2026-03-01T00:01:00.000Z info  Any (77) was repeated 532 more times in the last 60 s; the last time: again",
            ],
            scene.Lines());
    }

    [Fact]
    public void Repeats_are_told_in_time_although_others_are_counted_already()
    {
        using LogScene scene = new(new LogOptions { Repeats = 2 });

        Say("B", 2);
        scene.Clock.Pass(TimeSpan.FromSeconds(50));
        Say("A", 3);
        scene.Clock.Pass(TimeSpan.FromSeconds(5));
        Say("B", 1);
        scene.Clock.Pass(TimeSpan.FromSeconds(5));
        scene.Clock.Pass(TimeSpan.FromSeconds(1));
        Say("B", 1);
        scene.Clock.Pass(TimeSpan.FromSeconds(49));

        Assert.Equal(
            [
                "2026-03-01T00:00:00.000Z info  about B",
                "2026-03-01T00:00:00.000Z info  about B",
                "2026-03-01T00:00:50.000Z info  about A",
                "2026-03-01T00:00:50.000Z info  about A",
                "2026-03-01T00:01:00.000Z info  Any (77) was repeated 1 more times in the last 60 s; the last time: about B",
                "2026-03-01T00:01:01.000Z info  about B",
                "2026-03-01T00:01:50.000Z info  Any (77) was repeated 1 more times in the last 60 s; the last time: about A",
            ],
            scene.Lines());

        void Say(string subject, int times)
        {
            for (int i = 0; i < times; i++)
            {
                scene.Logger.LogInformation(LogScene.Any, "about {Subject}", subject);
            }
        }
    }

    [Fact]
    public void Repeats_that_are_still_counted_are_told_at_the_stop()
    {
        using LogScene scene = new(new LogOptions { Repeats = 1 });

        scene.Say("again");
        scene.Say("again");

        Assert.Contains("repeated 1 more times", scene.Lines()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        LogLevelSwitch levels = new(LogLevel.Information);

        ArgumentException refused = Assert.Throws<ArgumentException>(() => new AgentLog(
            new LogOptions { Files = 0 }, levels, TextWriter.Null, colours: false, TimeProvider.System, FileCalls.ForThisSystem()));

        Assert.Contains("Files is 0; give 1 to 100", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_stands_still_holds_up_nobody_and_what_it_misses_is_told()
    {
        using StuckWriter output = new();
        using AgentLog log = new(
            new LogOptions { WaitingCharacters = 65_536, Repeats = 0, FlushTime = TimeSpan.FromSeconds(1) },
            new LogLevelSwitch(LogLevel.Information),
            output,
            colours: false,
            new StorageClock(),
            FileCalls.ForThisSystem());
        ILogger logger = log.CreateLogger("EdgeActors.Any");

        for (int i = 0; i < 10_000; i++)
        {
            logger.Log(LogLevel.Information, LogScene.Any, "line {Number}", i);
        }

        output.GoOn();
        Assert.True(output.Told.Wait(Patience));
        string told = output.ToString();
        int written = told.Split('\n').Count(line => line.Contains("line ", StringComparison.Ordinal));
        Assert.InRange(written, 1, 3000);
        Assert.Contains($"{10_000 - written} lines of the log were dropped because standard output did not take them fast enough", told, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_is_gone_ends_nothing()
    {
        using LogScene gone = new();
        using TemporaryFolder folder = new();
        LogOptions options = new() { File = folder["agent.log"], FlushTime = TimeSpan.FromSeconds(1) };
        StringWriter closed = new();
        closed.Dispose();

        using (AgentLog log = new(options, gone.Levels, closed, colours: false, gone.Clock, FileCalls.ForThisSystem()))
        {
            log.CreateLogger("EdgeActors.Any").LogInformation(LogScene.Any, "still here");
            log.Drain();
        }

        Assert.Contains("still here", Assert.Single(File.ReadAllLines(folder["agent.log"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_an_output_did_not_take_are_told_of_when_it_takes_some_again()
    {
        StringWriter text = new();
        bool isGone = true;
        List<long> told = [];
        TerminalOutput output = new(new GoneWriter(text, () => isGone), colours: false, told.Add);

        for (int line = 0; line < 3; line++)
        {
            output.Write(new LogLine(LogLevel.Information, "lost"));
            output.Flush();
        }

        Assert.Empty(told);
        isGone = false;
        output.Write(new LogLine(LogLevel.Information, "taken"));
        output.Flush();
        output.Flush();

        Assert.Equal([3], told);
        Assert.Equal("taken\n", text.ToString());
    }

    // Standard output whose reader is gone from time to time.
    private sealed class GoneWriter(TextWriter inner, Func<bool> isGone) : TextWriter
    {
        public override System.Text.Encoding Encoding => inner.Encoding;

        public override void Write(char value) => inner.Write(value);

        public override void Write(string? value)
        {
            if (isGone())
            {
                throw new IOException("Broken pipe");
            }

            inner.Write(value);
        }
    }

    [Fact]
    public void A_part_that_is_not_ours_gets_a_number_of_ours()
    {
        using LogScene scene = new(new LogOptions { Format = LogFormat.Json });

        scene.Log.CreateLogger("Microsoft.AspNetCore.Server.Kestrel").LogWarning(new EventId(13, "Theirs"), "a");
        scene.Log.CreateLogger("Akka.Persistence.Sqlite.Journal").LogWarning("b");
        scene.Log.CreateLogger("EdgeActors.Models.Serving.ModelActor").LogError("c");
        scene.Log.CreateLogger("Microsoft.Extensions.Hosting.Internal.Host").LogError(new EventId(9), "d");

        string[] lines = scene.Lines();
        Assert.Equal(
            ["\"id\":1290,\"name\":\"SocketServer\"", "\"id\":3190,\"name\":\"Persistence\"", "\"id\":1020,\"name\":\"ActorSystem\"", "\"id\":1021,\"name\":\"Host\""],
            lines.Select(line => line[line.IndexOf("\"id\"", StringComparison.Ordinal)..line.IndexOf(",\"category\"", StringComparison.Ordinal)]));
    }

    /// <summary>Blocks its first writer until it is told to go on.</summary>
    private sealed class StuckWriter : StringWriter
    {
        private readonly ManualResetEventSlim _goesOn = new();

        public ManualResetEventSlim Told { get; } = new();

        public void GoOn() => _goesOn.Set();

        public override void Write(string? value)
        {
            _goesOn.Wait(Patience);
            base.Write(value);
            if (value!.Contains("dropped", StringComparison.Ordinal))
            {
                Told.Set();
            }
        }

        protected override void Dispose(bool disposing)
        {
            _goesOn.Dispose();
            Told.Dispose();
            base.Dispose(disposing);
        }
    }
}
