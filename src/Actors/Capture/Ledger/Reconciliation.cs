using System.Collections.Immutable;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Ledger;

/// <summary>
/// Compares the journal with the spool at start. The journal says what is owed, the spool what is there:
/// a file of a batch that is done goes; a batch that should be there and is not is lost, and said so; a batch that the journal does not
/// know is taken in; payloads of no known capture go; captures whose payload is missing are lost.
/// </summary>
/// <param name="Events">To be persisted, in order.</param>
/// <param name="Unused">Batch files that nobody needs, to be removed with their payloads.</param>
/// <param name="Unowned">Captures whose payloads nobody needs.</param>
/// <param name="Unfinished">Files that are nobody's place and hold captures that are still owed: to be removed when those are done.</param>
internal sealed record Reconciliation(
    ImmutableArray<ICaptureEvent> Events, ImmutableArray<long> Unused, ImmutableArray<long> Unowned, ImmutableArray<UnfinishedFile> Unfinished)
{
    /// <summary>Captures that are lost by <see cref="Events"/>.</summary>
    public long Lost => Events.Sum(static e => e switch
    {
        CapturesLost lost => lost.Captures.Length,
        BatchesMissing missing => missing.Captures,
        _ => 0,
    });

    /// <summary>Decides, and has <paramref name="state"/> learn what the heads of its sealed batches say.</summary>
    public static Reconciliation Decide(CaptureState state, SpoolInventory inventory)
    {
        List<ICaptureEvent> events = [];
        List<long> unused = [];
        List<UnfinishedFile> unfinished = [];
        HashSet<long> owned = [];
        foreach (SealedBatch head in inventory.Batches)
        {
            state.Learn(head);
        }

        HashSet<long> owed = [.. state.Batches.SelectMany(static batch => batch.Captures).Select(static capture => capture.Ref.Number)];
        owed.UnionWith(state.Waiting.Select(static capture => capture.Number));
        foreach (SealedBatch head in inventory.Batches)
        {
            if (state.UsersOf(head.Number) > 0)
            {
                owned.UnionWith(head.Captures.Select(static capture => capture.Number));
            }
            else if (head.Number >= state.NextBatch && Adopt(state, head) is { } adopted)
            {
                events.Add(adopted);
                owned.UnionWith(head.Captures.Select(static capture => capture.Number));
            }
            else if (head.Captures.Any(capture => owed.Contains(capture.Number)))
            {
                unfinished.Add(new UnfinishedFile(head.Number, [.. head.Captures.Select(static capture => capture.Number).Where(owed.Contains)]));
            }
            else
            {
                unused.Add(head.Number);
            }
        }

        HashSet<long> files = [.. inventory.Batches.Select(static head => head.Number)];
        HashSet<long> payloads = [.. inventory.Payloads];
        events.AddRange(Missing(state, files));
        events.AddRange(WithoutPayload(state, payloads));
        owned.UnionWith(owed);
        return new Reconciliation([.. events], [.. unused], [.. inventory.Payloads.Where(number => !owned.Contains(number))], [.. unfinished]);
    }

    // What of it is waiting by the journal moves to the batch; what is finished or in another batch stays out of it.
    private static BatchAdopted? Adopt(CaptureState state, SealedBatch head)
    {
        HashSet<CaptureKey> waiting = [.. state.Waiting.Select(static capture => capture.Key)];
        ILookup<bool, CaptureRef> captures = head.Captures
            .Select(static capture => new CaptureRef(capture.Number, CaptureKey.Of(capture.CaptureId)))
            .ToLookup(capture => !state.Knows(capture.Key) || waiting.Contains(capture.Key));
        return captures[true].Any()
            ? new BatchAdopted(
                head.Number, [.. captures[true]], [.. captures[false].Select(static capture => capture.Number)], head.Bytes, head.OldestAcceptedAt)
            : null;
    }

    private static IEnumerable<ICaptureEvent> Missing(CaptureState state, HashSet<long> files)
    {
        foreach (PendingBatch batch in state.Batches.Where(batch => batch.IsSealed && !files.Contains(batch.File)))
        {
            yield return new CapturesLost(batch.Number, [.. batch.Captures.Select(static capture => capture.Ref)]);
        }

        if (state.Unread.Count > 0 || state.UnreadCaptures > 0)
        {
            yield return new BatchesMissing([.. state.Unread], state.UnreadCaptures);
        }
    }

    private static IEnumerable<ICaptureEvent> WithoutPayload(CaptureState state, HashSet<long> payloads)
    {
        bool IsMissing(CapturedData capture) => JournalShare.IsSpooled(capture) && !payloads.Contains(capture.Number);

        ImmutableArray<CaptureRef> waiting = [.. state.Waiting.Where(IsMissing).Select(static capture => PendingCapture.Of(capture).Ref)];
        if (!waiting.IsEmpty)
        {
            yield return new CapturesLost(0, waiting);
        }

        foreach (PendingBatch batch in state.Batches.Where(static batch => !batch.IsSealed))
        {
            ImmutableArray<CaptureRef> lost = [.. batch.Captures.Where(capture => IsMissing(capture.Data!)).Select(static capture => capture.Ref)];
            if (!lost.IsEmpty)
            {
                yield return new CapturesLost(batch.Number, lost);
            }
        }
    }
}

/// <summary>A file that goes when these captures are done.</summary>
internal sealed record UnfinishedFile(long File, ImmutableArray<long> Captures);
