using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Ledger;

/// <summary>State to snapshot and back. What the spool can tell again is left out of it.</summary>
internal static class CaptureSnapshots
{
    public static CaptureSnapshot Take(CaptureLedger ledger)
    {
        PendingBatch[] ranged = [.. ledger.Batches.All.Where(IsRanged)];
        return new CaptureSnapshot(
            ledger.NextCapture,
            ledger.NextBatch,
            [.. ledger.Waiting.All],
            [.. ledger.Batches.All.Where(static batch => !IsRanged(batch)).Select(ToSnapshot)],
            SealedFiles.Ranges(ranged.Select(static batch => batch.Number).Concat(ledger.Files.Unread).Order()),
            ranged.Sum(static batch => (long)batch.Captures.Length) + ledger.Files.UnreadCaptures,
            [.. ledger.Files.Exclusions],
            ledger.Finished.All(),
            ledger.Books);
    }

    public static void Restore(CaptureSnapshot snapshot, CaptureLedger ledger)
    {
        (ledger.NextCapture, ledger.NextBatch, ledger.Books) = (snapshot.NextCapture, snapshot.NextBatch, snapshot.Books);
        foreach (CapturedData capture in snapshot.Waiting)
        {
            ledger.Waiting.Add(capture);
        }

        foreach (SnapshotBatch batch in snapshot.Batches)
        {
            ledger.Batches.Put(batch.File == 0
                ? PendingBatch.Of(batch.Number, batch.Data, batch.Suspect, batch.Refusals)
                : new PendingBatch(
                    batch.Number,
                    [.. batch.Captures.Select(static capture => new PendingCapture(capture, null))],
                    batch.File,
                    batch.Suspect,
                    batch.Refusals,
                    0,
                    default));
        }

        ledger.Files.AddUnread(snapshot.Sealed, snapshot.SealedCaptures);
        foreach (FileExclusion exclusion in snapshot.Exclusions)
        {
            ledger.Files.Exclude(exclusion.File, exclusion.Captures);
        }

        foreach (FinishedCapture one in snapshot.Finished)
        {
            ledger.Finished.Add(one.Key, one.Status);
        }

        ledger.Keys.UnionWith(snapshot.Waiting.Select(static capture => capture.Key));
        ledger.Keys.UnionWith(ledger.Batches.All.SelectMany(static batch => batch.Keys));
    }

    // Those whose captures the head of their file names.
    private static bool IsRanged(PendingBatch batch) => batch.File == batch.Number && !batch.Suspect;

    private static SnapshotBatch ToSnapshot(PendingBatch batch) => new(
        batch.Number,
        batch.File,
        batch.Suspect,
        batch.Refusals,
        batch.IsSealed ? [] : [.. batch.Captures.Select(static capture => capture.Data!)],
        batch.IsSealed ? [.. batch.Captures.Select(static capture => capture.Ref)] : []);
}
