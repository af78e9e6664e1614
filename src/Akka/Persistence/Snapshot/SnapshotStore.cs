using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence.Snapshot;

/// <summary>A snapshot store whose storage answers by tasks. Outcomes pass through the store's own turn before the asker hears of them.</summary>
public abstract class SnapshotStore : ActorBase
{
    /// <summary>Gets the newest snapshot that fits; null when there is none.</summary>
    protected abstract Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>Stores a snapshot; one with the same id and number is replaced.</summary>
    protected abstract Task SaveAsync(SnapshotMetadata metadata, object snapshot);

    /// <summary>Deletes one snapshot; a timestamp of <see cref="DateTime.MinValue"/> means any.</summary>
    protected abstract Task DeleteAsync(SnapshotMetadata metadata);

    protected abstract Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>Handles what is not of the snapshot protocol, and hears of outcomes before they are told.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    protected sealed override bool Receive(object message)
    {
        var asker = Sender;
        switch (message)
        {
            case LoadSnapshot load:
                _ = Started(() => Load(load)).PipeTo(asker, failure: cause => new LoadSnapshotFailed(cause));
                return true;
            case SaveSnapshot save:
                _ = Started(() => SaveAsync(save.Metadata, save.Snapshot)).PipeTo(
                    Self, asker, () => new SaveSnapshotSuccess(save.Metadata), cause => new SaveSnapshotFailure(save.Metadata, cause));
                return true;
            case DeleteSnapshot delete:
                _ = Started(() => DeleteAsync(delete.Metadata)).PipeTo(
                    Self, asker, () => new DeleteSnapshotSuccess(delete.Metadata), cause => new DeleteSnapshotFailure(delete.Metadata, cause));
                return true;
            case DeleteSnapshots delete:
                _ = Started(() => DeleteAsync(delete.PersistenceId, delete.Criteria)).PipeTo(
                    Self, asker, () => new DeleteSnapshotsSuccess(delete.Criteria), cause => new DeleteSnapshotsFailure(delete.Criteria, cause));
                return true;
            case ISnapshotResponse outcome:
                Answer(outcome, asker);
                return true;
            default:
                return ReceivePluginInternal(message);
        }
    }

    /// <summary>Runs the first, synchronous part of an operation such that its exceptions become failures of the operation.</summary>
    private static async Task Started(Func<Task> operation) => await operation().ConfigureAwait(false);

    private static async Task<T> Started<T>(Func<Task<T>> operation) => await operation().ConfigureAwait(false);

    private async Task<LoadSnapshotResult> Load(LoadSnapshot message)
    {
        var selected = message.Criteria.Equals(SnapshotSelectionCriteria.None)
            ? null
            : await LoadAsync(message.PersistenceId, message.Criteria.Limit(message.ToSequenceNr)).ConfigureAwait(false);
        return new LoadSnapshotResult(selected, message.ToSequenceNr);
    }

    private void Answer(ISnapshotResponse outcome, IActorRef asker)
    {
        try
        {
            ReceivePluginInternal(outcome);
            if (outcome is SaveSnapshotFailure failure)
            {
                _ = RemoveRemains(failure.Metadata, Context.GetLogger());
            }
        }
        finally
        {
            asker.Tell(outcome, Self);
        }
    }

    /// <summary>A save that failed may have left something behind, which must not be loaded.</summary>
    private async Task RemoveRemains(SnapshotMetadata metadata, ILoggingAdapter log)
    {
        try
        {
            await DeleteAsync(metadata).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            log.Error(e, "What is left of {0}, which could not be saved, could not be deleted: {1}", metadata, e.Message);
        }
    }
}
