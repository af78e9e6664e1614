using System.Collections.Immutable;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Ledger;

/// <summary>A batch that the sink does not have yet.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Captures">In order, at least one.</param>
/// <param name="File">Number of the batch file in the spool that has the data; 0 when they are in the journal and in memory.</param>
/// <param name="Suspect">Refused while others were stored: delivered on the slow lane.</param>
/// <param name="Refusals">Refusals as a suspect.</param>
/// <param name="Bytes">Of the data; of a file as far as it is known.</param>
/// <param name="OldestAcceptedAt">When its oldest capture was accepted; default when that is not known.</param>
public sealed record PendingBatch(
    long Number,
    ImmutableArray<PendingCapture> Captures,
    long File,
    bool Suspect,
    int Refusals,
    long Bytes,
    DateTimeOffset OldestAcceptedAt)
{
    /// <summary>Whether the spool has its data.</summary>
    public bool IsSealed => File != 0;

    /// <summary>Of its captures.</summary>
    public ImmutableArray<CaptureKey> Keys => [.. Captures.Select(static capture => capture.Ref.Key)];

    /// <summary>Its captures with their data.</summary>
    /// <exception cref="InvalidOperationException">It is sealed.</exception>
    public CaptureBatch ToBatch() => new(
        Number,
        [.. Captures.Select(static capture => capture.Data ?? throw new InvalidOperationException("the data of a sealed batch are in the spool"))]);

    internal static PendingBatch Of(long number, IEnumerable<CapturedData> captures, bool suspect, int refusals)
    {
        ImmutableArray<PendingCapture> all = [.. captures.Select(PendingCapture.Of)];
        return new PendingBatch(
            number, all, 0, suspect, refusals, all.Sum(static capture => JournalShare.Payload(capture.Data!)), all.Min(static c => c.Data!.AcceptedAt));
    }
}

/// <summary>A capture of a <see cref="PendingBatch"/>.</summary>
/// <param name="Ref">Number and key.</param>
/// <param name="Data">Null once the batch is sealed.</param>
public readonly record struct PendingCapture(CaptureRef Ref, CapturedData? Data)
{
    internal static PendingCapture Of(CapturedData capture) => new(new CaptureRef(capture.Number, capture.Key), capture);
}
