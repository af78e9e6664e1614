using System.Collections.Immutable;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Ledger;

/// <summary>What each event does to the ledger.</summary>
internal sealed class CaptureTransitions(CaptureLedger ledger)
{
    public void Accept(CapturedData capture)
    {
        if (ledger.Keys.Add(capture.Key))
        {
            ledger.Waiting.Add(capture);
            ledger.Books = ledger.Books with { Accepted = ledger.Books.Accepted + 1 };
        }

        ledger.NextCapture = Math.Max(ledger.NextCapture, capture.Number + 1);
    }

    public void Form(BatchFormed formed)
    {
        List<CapturedData> captures = ledger.Waiting.Take(formed.Captures);
        if (captures.Count > 0)
        {
            ledger.Batches.Put(PendingBatch.Of(formed.Batch, captures, suspect: false, refusals: 0));
        }

        ledger.NextBatch = Math.Max(ledger.NextBatch, formed.Batch + 1);
    }

    public void Seal(long number)
    {
        if (ledger.Batches.Find(number) is { IsSealed: false } batch)
        {
            ledger.Batches.Put(batch with { File = number, Captures = [.. batch.Captures.Select(static capture => capture with { Data = null })] });
        }
    }

    public void Refuse(long number)
    {
        if (ledger.Batches.Find(number) is { } batch)
        {
            ledger.Batches.Put(batch with { Refusals = batch.Refusals + 1 });
        }
    }

    public void SplitOff(CapturesSplitOff split)
    {
        PendingBatch? from = ledger.Batches.Find(split.Batch);
        if (from is null && !ledger.Files.IsUnread(split.Batch))
        {
            return;
        }

        foreach (IGrouping<long, SplitOffCapture> group in split.Captures.GroupBy(static one => one.Batch))
        {
            HashSet<CaptureRef> refs = [.. group.Select(static one => one.Capture)];
            ledger.NextBatch = Math.Max(ledger.NextBatch, group.Key + 1);
            ledger.Keys.UnionWith(refs.Select(static capture => capture.Key));
            ledger.Batches.Put(from is { IsSealed: false }
                ? PendingBatch.Of(group.Key, from.Captures.Where(capture => refs.Contains(capture.Ref)).Select(static capture => capture.Data!), true, 1)
                : new PendingBatch(
                    group.Key,
                    [.. group.Select(static one => new PendingCapture(one.Capture, null))],
                    from?.File ?? split.Batch,
                    Suspect: true,
                    1,
                    0,
                    from?.OldestAcceptedAt ?? default));
        }

        Leave(split.Batch, [.. split.Captures.Select(static one => one.Capture)]);
    }

    public void Finish(long number, ImmutableArray<CaptureKey> keys, Ending ending)
    {
        if (ledger.Batches.Find(number) is { } batch)
        {
            keys = batch.Keys;
            ledger.Remove(number);
        }
        else if (ledger.Files.IsUnread(number))
        {
            ledger.Files.Read(number, keys.Length, whole: true);
            ledger.Files.Forget(number);
        }
        else
        {
            return;
        }

        foreach (CaptureKey key in keys)
        {
            ledger.Finish(key, ending == Ending.Stored ? CaptureStatus.Success : CaptureStatus.Failure);
        }

        CaptureBooks books = ledger.Books;
        ledger.Books = ending switch
        {
            Ending.Stored => books with { Stored = books.Stored + keys.Length },
            Ending.Evicted => books with { Evicted = books.Evicted + keys.Length },
            _ => books with { Failed = books.Failed + keys.Length },
        };
    }

    public void Lose(CapturesLost lost)
    {
        long before = ledger.Pending;
        if (lost.Batch == 0)
        {
            ledger.Waiting.Take(lost.Captures);
        }
        else if (ledger.Batches.Find(lost.Batch) is not null || ledger.Files.IsUnread(lost.Batch))
        {
            Leave(lost.Batch, lost.Captures);
        }

        CountLost(before - ledger.Pending);
        foreach (CaptureRef capture in before == ledger.Pending ? [] : lost.Captures)
        {
            ledger.Finish(capture.Key, CaptureStatus.Failure);
        }
    }

    public void LoseUnread(BatchesMissing missing)
    {
        long before = ledger.Pending;
        foreach (long batch in missing.Batches)
        {
            ledger.Files.Read(batch, 0, whole: true);
            ledger.Files.Forget(batch);
        }

        ledger.Files.Read(0, missing.Captures, whole: false);
        CountLost(before - ledger.Pending);
    }

    public void Adopt(BatchAdopted adopted)
    {
        ledger.Waiting.Take(adopted.Captures);
        long known = adopted.Captures.Count(capture => ledger.Keys.Contains(capture.Key));
        ledger.Books = ledger.Books with { Accepted = ledger.Books.Accepted + adopted.Captures.Length - known };
        ledger.NextBatch = Math.Max(ledger.NextBatch, adopted.Batch + 1);
        ledger.NextCapture = Math.Max(ledger.NextCapture, adopted.Captures.Select(static capture => capture.Number).Concat(adopted.Excluded).Max() + 1);
        if (!adopted.Excluded.IsEmpty)
        {
            ledger.Files.Exclude(adopted.Batch, adopted.Excluded);
        }

        ledger.PutSealed(adopted.Batch, adopted.Captures, adopted.Bytes, adopted.OldestAcceptedAt);
    }

    // Captures go out of a batch, and the batch with its last one.
    private void Leave(long number, IReadOnlyCollection<CaptureRef> gone)
    {
        if (ledger.Batches.Find(number) is not { } batch)
        {
            ledger.Files.Read(number, gone.Count, whole: false);
            ledger.Files.Exclude(number, gone.Select(static capture => capture.Number));
            return;
        }

        HashSet<CaptureRef> leaving = [.. gone];
        ImmutableArray<PendingCapture> rest = batch.Captures.RemoveAll(capture => leaving.Contains(capture.Ref));
        if (rest.IsEmpty)
        {
            ledger.Remove(batch.Number);
            return;
        }

        ledger.Batches.Put(batch with { Captures = rest });
        if (batch.IsSealed)
        {
            ledger.Files.Exclude(batch.File, gone.Select(static capture => capture.Number));
        }
    }

    private void CountLost(long count)
    {
        CaptureBooks books = ledger.Books;
        ledger.Books = books with { Failed = books.Failed + count, Lost = books.Lost + count };
    }
}

/// <summary>What becomes of a batch.</summary>
internal enum Ending
{
    /// <summary>The sink has it.</summary>
    Stored,

    /// <summary>Given up.</summary>
    Failed,

    /// <summary>Made room.</summary>
    Evicted,
}
