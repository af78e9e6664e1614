using Akka.Persistence;

namespace EdgeActors.Records;

/// <summary>
/// Keeps a journal small: after so many events, or bytes of them, a snapshot takes their place, and when it is saved the events before it and older snapshots
/// are deleted. What fails is told once until a deletion works again, and tried again with the next event.
/// </summary>
/// <param name="rule">When.</param>
/// <param name="save">Saves a snapshot of what holds now.</param>
/// <param name="deleteEvents">Deletes events up to a number.</param>
/// <param name="deleteSnapshots">Deletes snapshots.</param>
/// <param name="tell">What failed, and why.</param>
internal sealed class SnapshotUpkeep(
    SnapshotRule rule, Action save, Action<long> deleteEvents, Action<SnapshotSelectionCriteria> deleteSnapshots, Action<string, Exception> tell)
{
    private (int Events, long Bytes) _since;
    private (int Events, long Bytes) _covered;
    private bool _isSaving;
    private bool _isTold;
    private long _offered;

    /// <summary>A snapshot was read.</summary>
    public void Offered(SnapshotMetadata snapshot) => _offered = snapshot.SequenceNr;

    /// <summary>All is read: deletes what the snapshot covers, since the life before this one may have ended before it came to that.</summary>
    public void Begin()
    {
        if (_offered > 0)
        {
            Delete(_offered);
        }
    }

    /// <summary>An event was stored or read back.</summary>
    public void Count(long bytes = 0) => _since = (_since.Events + 1, _since.Bytes + bytes);

    /// <summary>Saves a snapshot if it is time.</summary>
    public void Pump()
    {
        if (!_isSaving && (_since.Events >= rule.MostEvents || _since.Bytes >= rule.MostBytes))
        {
            (_isSaving, _covered) = (true, _since);
            save();
        }
    }

    public void OnSaved(SaveSnapshotSuccess saved)
    {
        _isSaving = false;
        _since = (_since.Events - _covered.Events, _since.Bytes - _covered.Bytes);
        Delete(saved.Metadata.SequenceNr);
    }

    public void OnNotSaved(SaveSnapshotFailure failure)
    {
        _isSaving = false;
        Failed($"Saving a snapshot of {rule.Of}", failure.Cause);
    }

    public void OnDeleted() => _isTold = false;

    /// <summary>The next snapshot deletes them all.</summary>
    public void OnNotDeleted(Exception cause) => Failed($"Deleting old records of {rule.Of}", cause);

    /// <summary>Something else about the journal failed.</summary>
    public void Failed(string work, Exception cause)
    {
        if (!_isTold)
        {
            _isTold = true;
            tell(work, cause);
        }
    }

    private void Delete(long coveredTo)
    {
        deleteSnapshots(new SnapshotSelectionCriteria(coveredTo - 1));
        deleteEvents(coveredTo);
    }
}

/// <summary>When a snapshot takes the place of events.</summary>
/// <param name="Of">What the journal holds, in <c>Saving a snapshot of …</c>.</param>
/// <param name="MostEvents">After so many.</param>
/// <param name="MostBytes">Or after so many bytes of them.</param>
internal sealed record SnapshotRule(string Of, int MostEvents, long MostBytes = long.MaxValue);
