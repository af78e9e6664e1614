using System.Collections.Immutable;

namespace EdgeActors.Capture.Ledger;

/// <summary>What a person sees of the captures: the books, and what is where since when.</summary>
/// <param name="Books">Counters since the journal began.</param>
/// <param name="Pending">Captures that the sink does not have.</param>
/// <param name="Waiting">Captures of no batch yet.</param>
/// <param name="WaitingBytes">Their payload.</param>
/// <param name="OldestWaiting">When the oldest of them was accepted; null when none waits.</param>
/// <param name="Batches">Batches by number.</param>
public sealed record CaptureView(
    CaptureBooks Books, long Pending, int Waiting, long WaitingBytes, DateTimeOffset? OldestWaiting, ImmutableArray<BatchView> Batches)
{
    /// <summary>Of a state, for example one that was read from a journal with <see cref="CaptureState.Recover"/>.</summary>
    public static CaptureView Of(CaptureState state) => new(
        state.Books,
        state.Pending,
        state.Waiting.Count,
        state.Waiting.Sum(JournalShare.Payload),
        state.Waiting.Count == 0 ? null : state.Waiting.Min(static capture => capture.AcceptedAt),
        [.. state.Batches.Select(BatchView.Of)]);
}

/// <summary>A batch in a <see cref="CaptureView"/>.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IsSealed">Whether its data are in the spool; else they are in the journal.</param>
/// <param name="IsSuspect">Whether the sink refused it while it took others.</param>
/// <param name="Refusals">How often.</param>
/// <param name="Captures">How many.</param>
/// <param name="Bytes">Of its data, as far as known.</param>
/// <param name="OldestAcceptedAt">Of its captures; null when not known.</param>
public sealed record BatchView(long Number, bool IsSealed, bool IsSuspect, int Refusals, int Captures, long Bytes, DateTimeOffset? OldestAcceptedAt)
{
    internal static BatchView Of(PendingBatch batch) => new(
        batch.Number,
        batch.IsSealed,
        batch.Suspect,
        batch.Refusals,
        batch.Captures.Length,
        batch.Bytes,
        batch.OldestAcceptedAt == default ? null : batch.OldestAcceptedAt);
}
