using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Akka.TestKit;

namespace Akka.Specs.Persistence;

public sealed class RecoverySpecs : PersistenceTest
{
    public RecoverySpecs()
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
    }

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    private void Store(string id, params string[] events)
    {
        var actor = Recovered(id);
        foreach (var text in events)
        {
            actor.Tell(Do.Persist(text));
            ExpectMsg("stored " + text);
        }

        StopAndWait(actor);
    }

    [Fact]
    public void Commands_wait_until_recovery_is_complete()
    {
        Store("a", "one");
        Journal.HoldReplay = true;

        var actor = Start("a");
        actor.Tell("first");
        actor.Tell("second");
        AwaitHeld();
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Release();

        ExpectMsg("back one");
        ExpectMsg("recovered 1");
        ExpectMsg("first");
        ExpectMsg("second");
    }

    [Fact]
    public void Handler_that_cannot_take_an_event_stops_the_actor()
    {
        Store("a", "one", "poison", "three");

        var actor = Watch(Start("a"));

        ExpectMsg("back one");
        ExpectMsg("recovery failed at poison: cannot take poison");
        ExpectTerminated(actor);
    }

    [Fact]
    public void Journal_that_cannot_replay_stops_the_actor()
    {
        Store("a", "one");
        Journal.FailReplay = new IOException("unreadable");

        var actor = Watch(Start("a"));

        ExpectMsg("recovery failed at no event: unreadable");
        ExpectTerminated(actor);
    }

    [Fact]
    public void Journal_that_is_silent_for_the_event_timeout_stops_the_actor()
    {
        Store("a", "one");
        Journal.HoldReplay = true;
        var actor = Watch(Start("a"));
        AwaitHeld();
        AwaitCondition(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(30));
            return HasMessages;
        });

        Assert.Contains("didn't get event within 30s", ExpectMsg<string>(), StringComparison.Ordinal);
        ExpectTerminated(actor);
        Release();
    }

    [Fact]
    public void Event_without_a_handler_is_unhandled_and_recovery_goes_on()
    {
        var actor = Recovered("a");
        actor.Tell(new Do(self => self.Persist(42, number => self.Note($"{number}"))));
        ExpectMsg("stored 42");
        StopAndWait(actor);
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));

        Start("a");

        Assert.Equal(42, ExpectMsg<UnhandledMessage>().Message);
        ExpectMsg("recovered 1");
    }

    [Fact]
    public void Actor_is_recovering_until_completion_and_may_persist_from_then_on()
    {
        Store("a", "one");

        Sys.ActorOf(Props.Create(() => new Eager("a", TestActor)));

        ExpectMsg("back one");
        ExpectMsg("recovering: False");
        ExpectMsg("stored at completion");
    }

    [Fact]
    public void Persist_before_completion_is_an_error()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Hasty("a", TestActor)));

        Assert.Contains("Cannot persist during replay", ExpectMsg<string>(), StringComparison.Ordinal);
        Assert.NotNull(actor);
    }

    [Fact]
    public void Recovery_can_end_at_an_event_or_after_so_many()
    {
        Store("a", "one", "two", "three");

        Sys.ActorOf(Props.Create(() => new Partial("a", TestActor, new Recovery(SnapshotSelectionCriteria.Latest, 2))));
        ExpectMsg("back one");
        ExpectMsg("back two");
        ExpectMsg("recovered 3");

        Sys.ActorOf(Props.Create(() => new Partial("a", TestActor, new Recovery(null, long.MaxValue, 1))));
        ExpectMsg("back one");
        ExpectMsg("recovered 3");
    }

    [Fact]
    public void Recovery_of_none_gives_nothing_back_and_continues_the_numbers()
    {
        Store("a", "one", "two");

        Sys.ActorOf(Props.Create(() => new Partial("a", TestActor, Recovery.None)));

        ExpectMsg("recovered 2");
    }

    private sealed class Eager(string id, IActorRef log) : Journaled(id, log)
    {
        protected override void OnCompleted()
        {
            Events.Tell($"recovering: {IsRecovering}");
            Persist("at completion", this.Note);
        }
    }

    private sealed class Hasty(string id, IActorRef log) : Journaled(id, log)
    {
        protected override void PreStart() =>
            Events.Tell(Record.Exception(() => Persist("too early", this.Note)).Message);

        protected override void OnCompleted()
        {
            // Only the start is of interest.
        }
    }

    private sealed class Partial(string id, IActorRef log, Recovery recovery) : Journaled(id, log)
    {
        public override Recovery Recovery => recovery;
    }
}
