using System.Collections.Immutable;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Ledger;

/// <summary>
/// Every capture that this device is responsible for, and the memory of those it was. Changed by events only; applying one is total,
/// reads no clock, and costs no more when more is waiting. Used by one thread at a time.
/// </summary>
public sealed class CaptureState
{
    private readonly CaptureLedger _ledger;
    private readonly CaptureTransitions _transitions;

    /// <summary>Nothing is known.</summary>
    /// <param name="rememberedIds">Finished ids that are remembered, 0 or more.</param>
    public CaptureState(int rememberedIds)
    {
        _ledger = new CaptureLedger(rememberedIds);
        _transitions = new CaptureTransitions(_ledger);
    }

    /// <summary>Number of the next capture; above every number that was ever kept.</summary>
    public long NextCapture => _ledger.NextCapture;

    /// <summary>Number of the next batch.</summary>
    public long NextBatch => _ledger.NextBatch;

    /// <summary>The books.</summary>
    public CaptureBooks Books => _ledger.Books;

    /// <summary>Captures of no batch yet, in order.</summary>
    public IReadOnlyCollection<CapturedData> Waiting => _ledger.Waiting.All;

    /// <summary>Their share of the journal, in bytes.</summary>
    public long WaitingBytes => _ledger.Waiting.Bytes;

    /// <summary>Captures whose data are in the journal: waiting, or in a batch that is not sealed.</summary>
    public int InJournal => Waiting.Count + _ledger.Batches.Unsealed;

    /// <summary>Their share of the journal, in bytes.</summary>
    public long JournalBytes => _ledger.Waiting.Bytes + _ledger.Batches.UnsealedBytes;

    /// <summary>Captures that the sink does not have yet.</summary>
    public long Pending => _ledger.Pending;

    /// <summary>All batches that the sink does not have, by number.</summary>
    public IReadOnlyCollection<PendingBatch> Batches => _ledger.Batches.All;

    /// <summary>Batches whose data are in the spool.</summary>
    public int Sealed => _ledger.Batches.Sealed + Unread.Count;

    /// <summary>Sealed batches of a snapshot that the spool's inventory has not been compared with yet.</summary>
    public IReadOnlyCollection<long> Unread => _ledger.Files.Unread;

    internal long UnreadCaptures => _ledger.Files.UnreadCaptures;

    internal IEnumerable<long> UnsealedBatches => _ledger.Batches.UnsealedNumbers;

    internal IEnumerable<long> OrdinaryBatches => _ledger.Batches.OrdinaryNumbers;

    /// <summary>The state after a snapshot and the events that follow it: what the actor does at its start, for whoever reads a journal.</summary>
    public static CaptureState Recover(CaptureSnapshot? snapshot, IEnumerable<ICaptureEvent> events, int rememberedIds)
    {
        CaptureState state = new(rememberedIds);
        if (snapshot is not null)
        {
            CaptureSnapshots.Restore(snapshot, state._ledger);
        }

        foreach (ICaptureEvent happened in events)
        {
            state.Apply(happened);
        }

        return state;
    }

    /// <summary>Remembers at most so many finished ids from now on.</summary>
    public void Remember(int finishedIds) => _ledger.Finished.Limit(finishedIds);

    /// <summary>Whether the id is pending or remembered.</summary>
    public bool Knows(CaptureKey key) => StatusOf(key) != CaptureStatus.NotFound;

    /// <summary>Where the capture with this id is.</summary>
    public CaptureStatus StatusOf(CaptureKey key) =>
        _ledger.Keys.Contains(key) ? CaptureStatus.InProgress : _ledger.Finished.StatusOf(key) ?? CaptureStatus.NotFound;

    /// <summary>The batch with this number, if it is pending and its captures are known.</summary>
    public PendingBatch? Batch(long number) => _ledger.Batches.Find(number);

    /// <summary>The first batch of a lane after a number.</summary>
    public PendingBatch? Next(bool suspect, long after) => _ledger.Batches.Next(suspect, after);

    /// <summary>How many batches have their data in this file of the spool.</summary>
    public int UsersOf(long file) => _ledger.Batches.Users(file) + (_ledger.Files.IsUnread(file) ? 1 : 0);

    /// <summary>Takes in what the head of a batch file says of a batch that the snapshot only counts.</summary>
    public void Learn(SealedBatch head)
    {
        if (!_ledger.Files.IsUnread(head.Number))
        {
            return;
        }

        ImmutableArray<CaptureRef> own =
        [
            .. head.Captures.Where(capture => !_ledger.Files.IsExcluded(head.Number, capture.Number))
                .Select(static capture => new CaptureRef(capture.Number, CaptureKey.Of(capture.CaptureId))),
        ];
        _ledger.Files.Read(head.Number, own.Length, whole: true);
        if (!own.IsEmpty)
        {
            _ledger.PutSealed(head.Number, own, head.Bytes, head.OldestAcceptedAt);
        }
    }

    /// <summary>What is to be kept of the state when its events are deleted.</summary>
    public CaptureSnapshot ToSnapshot() => CaptureSnapshots.Take(_ledger);

    /// <summary>Takes in what has happened. An event about what is not there changes nothing.</summary>
    public void Apply(ICaptureEvent happened)
    {
        switch (happened)
        {
            case CaptureAccepted e:
                _transitions.Accept(e.Capture);
                break;
            case CapturesAccepted e:
                foreach (CapturedData capture in e.Captures)
                {
                    _transitions.Accept(capture);
                }

                break;
            case BatchFormed e:
                _transitions.Form(e);
                break;
            case BatchSealed e:
                _transitions.Seal(e.Batch);
                break;
            case CapturesSplitOff e:
                _transitions.SplitOff(e);
                break;
            case SuspectRefused e:
                _transitions.Refuse(e.Batch);
                break;
            case BatchStored e:
                _transitions.Finish(e.Batch, e.Keys, Ending.Stored);
                break;
            case CapturesFailed e:
                _transitions.Finish(e.Batch, e.Keys, Ending.Failed);
                break;
            case BatchEvicted e:
                _transitions.Finish(e.Batch, e.Keys, Ending.Evicted);
                break;
            case CapturesLost e:
                _transitions.Lose(e);
                break;
            case BatchesMissing e:
                _transitions.LoseUnread(e);
                break;
            case BatchAdopted e:
                _transitions.Adopt(e);
                break;
            default:
                break;
        }
    }
}
