using Akka.Persistence;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;

namespace EdgeActors.Capture.Buffering;

/// <summary>
/// Keeps the journal small: after so many bytes or events a snapshot is saved, and when it is, the events before it and older snapshots are
/// deleted. One at a time; what fails is tried again, and meanwhile the count of bytes holds new captures back.
/// </summary>
internal sealed class JournalUpkeep(BufferContext context, IJournalUpkeep actor)
{
    private const string SavingSnapshots = "saving snapshots of the capture journal";
    private const string DeletingEvents = "deleting old events of the capture journal";

    private long _bytes;
    private int _events;
    private long _coveredBytes;
    private bool _busy;
    private long _offered;

    /// <summary>Bytes of events that are in the journal now.</summary>
    public long UndeletedBytes { get; private set; }

    /// <summary>A snapshot was read.</summary>
    public void Offered(SnapshotMetadata snapshot) => _offered = snapshot.SequenceNr;

    /// <summary>
    /// Deletes what the snapshot covers: the last life may have ended before it came to that, and events that nobody counts would fill the journal
    /// until it takes no event any more.
    /// </summary>
    public void Begin()
    {
        if (_offered > 0)
        {
            _busy = true;
            _coveredBytes = 0;
            Delete(_offered);
        }
    }

    /// <summary>An event was stored or read back.</summary>
    public void Count(ICaptureEvent happened)
    {
        long bytes = Share(happened);
        UndeletedBytes += bytes;
        _bytes += bytes;
        _events++;
    }

    public void Pump()
    {
        if (!_busy && (_bytes >= context.Options.SnapshotBytes || _events >= context.Options.SnapshotEvents))
        {
            _busy = true;
            _coveredBytes = UndeletedBytes;
            (_bytes, _events) = (0, 0);
            actor.SaveSnapshot(context.State.ToSnapshot());
        }
    }

    public void OnSaved(SaveSnapshotSuccess saved)
    {
        context.Troubles.Over(SavingSnapshots);
        Delete(saved.Metadata.SequenceNr);
    }

    public void OnNotSaved(SaveSnapshotFailure failure)
    {
        context.Troubles.Met(SavingSnapshots, failure.Cause);
        Again(() =>
        {
            _busy = false;
            _events = context.Options.SnapshotEvents;
        });
    }

    public void OnDeleted()
    {
        context.Troubles.Over(DeletingEvents);
        UndeletedBytes -= _coveredBytes;
        _busy = false;
        context.Pump();
    }

    public void OnNotDeleted(DeleteMessagesFailure failure)
    {
        context.Troubles.Met(DeletingEvents, failure.Cause);
        Again(() => actor.DeleteMessages(failure.ToSequenceNr));
    }

    // The next snapshot deletes them all.
    public void OnSnapshotsNotDeleted(DeleteSnapshotsFailure failure) => context.Troubles.Met("deleting old snapshots of captures", failure.Cause);

    private void Delete(long coveredTo)
    {
        actor.DeleteSnapshots(new SnapshotSelectionCriteria(coveredTo - 1));
        actor.DeleteMessages(coveredTo);
    }

    private static long Share(ICaptureEvent happened) => happened switch
    {
        CaptureAccepted e => e.Capture.JournalBytes,
        CapturesAccepted e => e.Captures.Sum(static capture => capture.JournalBytes),
        BatchFormed e => JournalShare.OfRefs(e.Captures.Length),
        CapturesSplitOff e => JournalShare.OfRefs(e.Captures.Length),
        BatchStored e => JournalShare.OfRefs(e.Keys.Length),
        CapturesFailed e => JournalShare.OfRefs(e.Keys.Length),
        BatchEvicted e => JournalShare.OfRefs(e.Keys.Length),
        CapturesLost e => JournalShare.OfRefs(e.Captures.Length),
        BatchesMissing e => JournalShare.OfRefs(e.Batches.Length),
        BatchAdopted e => JournalShare.OfRefs(e.Captures.Length + e.Excluded.Length),
        _ => JournalShare.Row,
    };

    private void Again(Action action) => context.Later("upkeep", context.Options.RetryPeriod, () =>
    {
        action();
        context.Pump();
    });
}

/// <summary>What <see cref="JournalUpkeep"/> has its actor do.</summary>
internal interface IJournalUpkeep
{
    void SaveSnapshot(object snapshot);

    void DeleteMessages(long toSequenceNr);

    void DeleteSnapshots(SnapshotSelectionCriteria criteria);
}
