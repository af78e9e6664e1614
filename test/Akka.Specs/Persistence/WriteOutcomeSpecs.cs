using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;

namespace Akka.Specs.Persistence;

public sealed class WriteOutcomeSpecs : PersistenceTest
{
    private static readonly IOException Broken = new("disk full");

    public WriteOutcomeSpecs()
        : base($"akka.persistence.journal.forgetful.class = \"{typeof(Forgetful).AssemblyQualifiedName}\"")
    {
    }

    private static Exception? RejectBad(AtomicWrite write) =>
        ((IEnumerable<IPersistentRepresentation>)write.Payload).Any(one => one.Payload is "bad") ? Broken : null;

    [Fact]
    public void Rejected_event_has_no_handler_call_uses_up_its_number_and_the_actor_goes_on()
    {
        Journal.Reject = RejectBad;
        var actor = Recovered("a");

        actor.Tell(Do.Persist("bad"));
        actor.Tell(new Do(self => self.Persist("good", text => self.Events.Tell($"{text} {self.LastSequenceNr}"))));

        ExpectMsg("rejected bad 1: disk full");
        ExpectMsg("good 2");
        StopAndWait(actor);
        Start("a");
        ExpectMsg("back good");
        ExpectMsg("recovered 2");
    }

    [Fact]
    public void Rejection_concerns_one_write_of_a_batch()
    {
        Journal.Reject = RejectBad;
        var actor = Recovered("a");

        actor.Tell(new Do(self =>
        {
            self.PersistAsync("1", self.Note);
            self.PersistAllAsync(["2", "bad"], self.Note);
            self.PersistAsync("4", self.Note);
        }));

        ExpectMsg("stored 1");
        ExpectMsg("rejected 2 2: disk full");
        ExpectMsg("rejected bad 3: disk full");
        ExpectMsg("stored 4");
    }

    [Fact]
    public void Rejection_can_be_answered_to_the_commands_sender()
    {
        Journal.Reject = RejectBad;
        var asker = CreateTestProbe();
        var actor = Recovered("a");

        actor.Tell(Do.PersistAsync("bad"), asker);

        ExpectMsg<string>((text, sender) => Assert.Equal(asker.Ref, sender));
    }

    [Fact]
    public void Failed_write_stops_the_actor()
    {
        Journal.FailWrites = Broken;
        var actor = Watch(Recovered("a"));

        actor.Tell(Do.Persist("one"));

        ExpectMsg("failed one 1: disk full");
        ExpectTerminated(actor);
    }

    [Fact]
    public void Events_behind_a_failed_write_are_not_stored()
    {
        Journal.HoldWrites = true;
        var actor = Watch(Recovered("a"));
        actor.Tell(Do.PersistAsync("one"));
        AwaitHeld();
        actor.Tell(Do.PersistAsync("behind"));
        actor.Tell("taken");
        ExpectMsg("taken");

        Journal.FailWrites = Broken;
        Journal.HoldWrites = false;
        Release();

        ExpectMsg("failed one 1: disk full");
        ExpectTerminated(actor);
        Assert.Equal(["one"], Journal.Batches);
    }

    [Fact]
    public void Rejected_persist_lets_the_waiting_commands_go_on()
    {
        Journal.Reject = RejectBad;
        Journal.HoldWrites = true;
        var actor = Recovered("a");
        actor.Tell(Do.Persist("bad"));
        actor.Tell("waiting");

        Release();

        ExpectMsg("rejected bad 1: disk full");
        ExpectMsg("waiting");
    }

    [Fact]
    public void Journal_that_answers_too_few_results_has_failed()
    {
        var journal = Akka.Persistence.Persistence.Instance.Apply(Sys).JournalFor("akka.persistence.journal.forgetful");

        journal.Tell(new WriteMessages([new AtomicWrite(new Persistent("x", 1, "a"))], TestActor, 1));

        Assert.Contains("0 results for 1 writes", ExpectMsg<WriteMessagesFailed>().Cause.Message, StringComparison.Ordinal);
        Assert.Equal("x", ExpectMsg<WriteMessageFailure>().Persistent.Payload);
    }

    [Fact]
    public void Journal_gets_events_with_the_time_and_without_the_sender()
    {
        IPersistentRepresentation? stored = null;
        Journal.Reject = write =>
        {
            stored = ((IEnumerable<IPersistentRepresentation>)write.Payload).Single();
            return null;
        };
        var actor = Recovered("a");

        actor.Tell(Do.Persist("one"));

        ExpectMsg("stored one");
        Assert.True(stored!.Timestamp > 0);
        Assert.Null(stored.Sender);
        Assert.NotEmpty(stored.WriterGuid);
    }

    [Fact]
    public void Poison_pill_overtakes_the_handler_but_the_event_is_stored()
    {
        Journal.HoldWrites = true;
        var actor = Watch(Recovered("a"));

        actor.Tell(Do.Persist("one"));
        actor.Tell(PoisonPill.Instance);
        ExpectTerminated(actor);
        Journal.HoldWrites = false;
        Release();
        Start("a");

        ExpectMsg("back one");
        ExpectMsg("recovered 1");
    }

    private sealed class Forgetful : Akka.Persistence.Journal.MemoryJournal
    {
        protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages) =>
            Task.FromResult<IImmutableList<Exception>>([]);
    }
}
