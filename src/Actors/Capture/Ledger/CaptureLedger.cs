using System.Collections.Immutable;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Ledger;

/// <summary>What a <see cref="CaptureState"/> is made of.</summary>
internal sealed class CaptureLedger(int rememberedIds)
{
    public WaitingCaptures Waiting { get; } = new();

    public PendingBatches Batches { get; } = new();

    public SealedFiles Files { get; } = new();

    public FinishedIds Finished { get; } = new(rememberedIds);

    /// <summary>Keys of all captures that the sink does not have, as far as they are known.</summary>
    public HashSet<CaptureKey> Keys { get; } = [];

    public long NextCapture { get; set; } = 1;

    public long NextBatch { get; set; } = 1;

    public CaptureBooks Books { get; set; }

    public long Pending => Waiting.All.Count + Batches.Captures + Files.UnreadCaptures;

    public void Finish(CaptureKey key, CaptureStatus status)
    {
        Keys.Remove(key);
        Finished.Add(key, status);
    }

    /// <summary>A batch is done with, whatever became of its captures.</summary>
    public void Remove(long number)
    {
        Batches.Remove(number);
        Files.Forget(number);
    }

    public void PutSealed(long number, ImmutableArray<CaptureRef> captures, long bytes, DateTimeOffset oldest)
    {
        Keys.UnionWith(captures.Select(static capture => capture.Key));
        Batches.Put(new PendingBatch(
            number, [.. captures.Select(static capture => new PendingCapture(capture, null))], number, false, 0, bytes, oldest));
    }
}
