using Akka.Persistence;

namespace EdgeActors.Deployment.Polling;

/// <summary>Keeps the journal small: after some events a snapshot takes their place. What fails is tried again with the next event.</summary>
internal sealed class JournalUpkeep(IDeploymentHost host, Action<object> save, Action<long> deleteEvents, Action<SnapshotSelectionCriteria> deleteSnapshots)
{
    private int _events;
    private int _covered;
    private bool _isBusy;
    private long _offered;

    /// <summary>A snapshot was read.</summary>
    public void Offered(SnapshotMetadata snapshot) => _offered = snapshot.SequenceNr;

    /// <summary>Deletes what the snapshot covers: the life before this one may have ended before it came to that.</summary>
    public void Begin()
    {
        if (_offered > 0)
        {
            Delete(_offered);
        }
    }

    /// <summary>An event was stored or read back.</summary>
    public void Count() => _events++;

    public void Pump()
    {
        if (!_isBusy && _events >= host.Setting.Options.SnapshotEvents)
        {
            (_isBusy, _covered) = (true, _events);
            save(host.State);
        }
    }

    public void OnSaved(SaveSnapshotSuccess saved)
    {
        (_isBusy, _events) = (false, _events - _covered);
        Delete(saved.Metadata.SequenceNr);
    }

    public void OnNotSaved(SaveSnapshotFailure failure)
    {
        _isBusy = false;
        DeploymentEvents.UpkeepFailed.Write(host.Log, "Saving a snapshot of the journal of deployments", failure.Cause);
    }

    /// <summary>The next snapshot deletes them all.</summary>
    public void OnNotDeleted(Exception cause) => DeploymentEvents.UpkeepFailed.Write(host.Log, "Deleting old records of the journal of deployments", cause);

    private void Delete(long coveredTo)
    {
        deleteSnapshots(new SnapshotSelectionCriteria(coveredTo - 1));
        deleteEvents(coveredTo);
    }
}
