using Akka.Actor;
using Akka.Persistence;

namespace Akka.Specs.Persistence;

public sealed class SnapshotSpecs : PersistenceTest
{
    private static readonly Do Save = new(self => self.SaveSnapshot($"state {self.LastSequenceNr}"));

    /// <summary>Stores events 1 to 4 and snapshots after 2 and 4.</summary>
    private IActorRef WithSnapshots()
    {
        var actor = Recovered("a");
        foreach (var command in (Do[])[Do.Persist("1"), Do.Persist("2"), Save, Do.Persist("3"), Do.Persist("4"), Save])
        {
            actor.Tell(command);
            ReceiveOne();
        }

        return actor;
    }

    [Fact]
    public void Newest_snapshot_is_offered_and_later_events_follow()
    {
        var actor = WithSnapshots();
        actor.Tell(Do.Persist("5"));
        ExpectMsg("stored 5");

        StopAndWait(actor);
        Start("a");

        ExpectMsg("offer state 4 at 4");
        ExpectMsg("back 5");
        ExpectMsg("recovered 5");
    }

    [Fact]
    public void Saved_snapshot_is_told_with_its_number()
    {
        var actor = Recovered("a");

        actor.Tell(Do.Persist("1"));
        actor.Tell(Save);

        ExpectMsg("stored 1");
        var saved = ExpectMsg<SaveSnapshotSuccess>();
        Assert.Equal(("a", 1L), (saved.Metadata.PersistenceId, saved.Metadata.SequenceNr));
        Assert.Equal(DateTimeKind.Utc, saved.Metadata.Timestamp.Kind);
    }

    [Fact]
    public void Snapshot_with_the_same_number_replaces_the_one_before()
    {
        var actor = WithSnapshots();
        actor.Tell(new Do(self => self.SaveSnapshot("newer")));
        ExpectMsg<SaveSnapshotSuccess>();

        StopAndWait(actor);
        Start("a");

        ExpectMsg("offer newer at 4");
    }

    [Fact]
    public void Recovery_can_ask_for_an_older_snapshot_or_for_none()
    {
        StopAndWait(WithSnapshots());

        Sys.ActorOf(Props.Create(() => new From("a", TestActor, new SnapshotSelectionCriteria(3))));
        ExpectMsg("offer state 2 at 2");
        ExpectMsg("back 3");
        ExpectMsg("back 4");
        ExpectMsg("recovered 4");

        Sys.ActorOf(Props.Create(() => new From("a", TestActor, SnapshotSelectionCriteria.None)));
        ExpectMsg("back 1");
    }

    [Fact]
    public void One_snapshot_can_be_deleted()
    {
        var actor = WithSnapshots();

        actor.Tell(new Do(self => self.DeleteSnapshot(4)));

        Assert.Equal(4, ExpectMsg<DeleteSnapshotSuccess>().Metadata.SequenceNr);
        StopAndWait(actor);
        Start("a");
        ExpectMsg("offer state 2 at 2");
    }

    [Fact]
    public void Snapshots_can_be_deleted_by_criteria()
    {
        var actor = WithSnapshots();

        actor.Tell(new Do(self => self.DeleteSnapshots(new SnapshotSelectionCriteria(4))));

        ExpectMsg<DeleteSnapshotsSuccess>();
        StopAndWait(actor);
        Start("a");
        ExpectMsg("back 1");
    }

    [Fact]
    public void Snapshot_replaces_deleted_events()
    {
        var actor = WithSnapshots();

        actor.Tell(new Do(self => self.DeleteMessages(4)));

        Assert.Equal(4, ExpectMsg<DeleteMessagesSuccess>().ToSequenceNr);
        StopAndWait(actor);
        Start("a");
        ExpectMsg("offer state 4 at 4");
        ExpectMsg("recovered 4");
    }

    [Fact]
    public void Events_that_are_not_there_yet_cannot_be_deleted()
    {
        var actor = WithSnapshots();

        actor.Tell(new Do(self => self.DeleteMessages(5)));

        Assert.Contains("less than or equal to LastSequenceNr [4]", ExpectMsg<DeleteMessagesFailure>().Cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deletion_that_fails_is_told()
    {
        Journal.FailDeletes = new IOException("read-only");
        var actor = WithSnapshots();

        actor.Tell(new Do(self => self.DeleteMessages(2)));

        Assert.Equal("read-only", ExpectMsg<DeleteMessagesFailure>().Cause.Message);
    }

    private sealed class From(string id, IActorRef log, SnapshotSelectionCriteria criteria) : Journaled(id, log)
    {
        public override Recovery Recovery { get; } = new(criteria);
    }
}
