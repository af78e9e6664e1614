using Akka.Event;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    public string SnapshotterId => PersistenceId;

    public long SnapshotSequenceNr => LastSequenceNr;

    public void LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr) =>
        SnapshotStore.Tell(new LoadSnapshot(persistenceId, criteria, toSequenceNr), Self);

    /// <summary>Stores the state after <see cref="LastSequenceNr"/>. The answer is a message to this actor, as with the deletions.</summary>
    public void SaveSnapshot(object snapshot)
    {
        var metadata = new SnapshotMetadata(SnapshotterId, SnapshotSequenceNr, Context.System.Scheduler.Now.UtcDateTime);
        SnapshotStore.Tell(new SaveSnapshot(metadata, snapshot), Self);
    }

    public void DeleteSnapshot(long sequenceNr) => SnapshotStore.Tell(
        new DeleteSnapshot(new SnapshotMetadata(SnapshotterId, sequenceNr, SnapshotMetadata.TimestampNotSpecified)), Self);

    public void DeleteSnapshots(SnapshotSelectionCriteria criteria) => SnapshotStore.Tell(new DeleteSnapshots(SnapshotterId, criteria), Self);

    /// <summary>Called when the journal failed; the actor is stopped afterwards, because nobody knows whether the event is stored.</summary>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Log.Error(
        cause, "Failed to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}].", @event.GetType(), sequenceNr, PersistenceId);

    /// <summary>Called when the journal did not take an event. The actor goes on: override this to tell the command's sender.</summary>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Log.Error(
        cause,
        "Rejected to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}] due to [{3}].",
        @event.GetType(),
        sequenceNr,
        PersistenceId,
        cause.Message);

    /// <summary>Called when recovery failed, with the event whose handler threw if that was why; the actor is stopped afterwards.</summary>
    protected virtual void OnRecoveryFailure(Exception reason, object message = null)
    {
        if (message is null)
        {
            Log.Error(
                reason, "Persistence failure when replaying events for persistenceId [{0}]. Last known sequence number [{1}]", PersistenceId, LastSequenceNr);
            return;
        }

        Log.Error(
            reason,
            "Exception in ReceiveRecover when replaying event type [{0}] with sequence number [{1}] for persistenceId [{2}]",
            message.GetType(),
            LastSequenceNr,
            PersistenceId);
    }

    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case RecoveryCompleted:
                break;
            case SaveSnapshotFailure failure:
                Log.Warning("Failed to SaveSnapshot given metadata [{0}] due to: [{1}]", failure.Metadata, failure.Cause);
                break;
            case DeleteSnapshotFailure failure:
                Log.Warning("Failed to DeleteSnapshot given metadata [{0}] due to: [{1}]", failure.Metadata, failure.Cause);
                break;
            case DeleteSnapshotsFailure failure:
                Log.Warning("Failed to DeleteSnapshots given criteria [{0}] due to: [{1}]", failure.Criteria, failure.Cause);
                break;
            case DeleteMessagesFailure failure:
                Log.Warning(
                    "Failed to DeleteMessages ToSequenceNr [{0}] for PersistenceId [{1}] due to: [{2}]", failure.ToSequenceNr, PersistenceId, failure.Cause);
                break;
            default:
                base.Unhandled(message);
                break;
        }
    }
}
