using Akka.Persistence;
using EdgeActors.Heartbeats.Outgoing;

namespace EdgeActors.Heartbeats.Journal;

/// <summary>
/// Keeps the journal small: after so many bytes or events a snapshot is saved, and when it is, the events before it and older snapshots are deleted.
/// So events and snapshots take a few times <see cref="HeartbeatOptions.KeptBytes"/> at most, of the budget that captures share.
/// </summary>
internal sealed class HeartbeatUpkeep(int mostBytes, Action save, Action<long> delete, Action<string, Exception> trouble)
{
    /// <summary>Events after which a snapshot replaces them.</summary>
    public const int MostEvents = 100;

    private const int Row = 200;

    private long _bytes;
    private int _events;
    private bool _busy;
    private bool _isTold;

    /// <summary>An event was read back.</summary>
    public void Count(IHeartbeatEvent happened)
    {
        _bytes += Share(happened);
        _events++;
    }

    /// <summary>An event was stored.</summary>
    public void Stored(IHeartbeatEvent happened)
    {
        Count(happened);
        if (!_busy && (_bytes >= mostBytes || _events >= MostEvents))
        {
            _busy = true;
            save();
        }
    }

    public void OnSaved(SaveSnapshotSuccess saved)
    {
        (_bytes, _events) = (0, 0);
        delete(saved.Metadata.SequenceNr);
    }

    public void OnDeleted() => (_busy, _isTold) = (false, false);

    // The next event tries again; a disk that stays full is told once.
    public void OnFailed(string action, Exception cause)
    {
        _busy = false;
        if (!_isTold)
        {
            _isTold = true;
            trouble(action, cause);
        }
    }

    private static long Share(IHeartbeatEvent happened) => Row + happened switch
    {
        OutboxWritten e => e.Added.Sum(static one => HeartbeatShare.Of(one.Heartbeat)) + (9L * e.Removed.Length),
        ResultReported e => e.Result.Message.Length + e.Result.Models.Sum(static one => one.Reason.Length + one.RollbackFailure.Length + Row),
        _ => 0,
    };
}
