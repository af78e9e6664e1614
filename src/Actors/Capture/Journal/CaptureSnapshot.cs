using System.Collections.Immutable;
using EdgeActors.Capture.Ledger;

namespace EdgeActors.Capture.Journal;

/// <summary>
/// The state of all captures at a moment. Sealed batches are given as ranges of numbers, since the spool itself says what is in them:
/// so weeks of sealed batches take a few bytes here.
/// </summary>
/// <param name="NextCapture">Number of the next capture.</param>
/// <param name="NextBatch">Number of the next batch.</param>
/// <param name="Waiting">Captures of no batch yet, in order.</param>
/// <param name="Batches">Batches whose data are in the journal, and all suspects.</param>
/// <param name="Sealed">Other batches.</param>
/// <param name="SealedCaptures">Captures in <paramref name="Sealed"/>.</param>
/// <param name="Exclusions">Captures that are in the file of a sealed batch but have left it.</param>
/// <param name="Finished">Remembered ids, oldest first.</param>
/// <param name="Books">Counters.</param>
public sealed record CaptureSnapshot(
    long NextCapture,
    long NextBatch,
    ImmutableArray<CapturedData> Waiting,
    ImmutableArray<SnapshotBatch> Batches,
    ImmutableArray<SealedRange> Sealed,
    long SealedCaptures,
    ImmutableArray<FileExclusion> Exclusions,
    ImmutableArray<FinishedCapture> Finished,
    CaptureBooks Books) : ICaptureRecord;

/// <summary>A batch whose data are in the journal, or a suspect.</summary>
/// <param name="Number">Its number.</param>
/// <param name="File">Number of the batch file that has its data; 0 when <paramref name="Data"/> has them.</param>
/// <param name="Suspect">Whether it was refused while others were stored.</param>
/// <param name="Refusals">How often it was refused as a suspect.</param>
/// <param name="Data">Its captures when they are in the journal, else empty.</param>
/// <param name="Captures">Its captures when they are in a file, else empty.</param>
public sealed record SnapshotBatch(
    long Number, long File, bool Suspect, int Refusals, ImmutableArray<CapturedData> Data, ImmutableArray<CaptureRef> Captures);

/// <summary>Sealed batches with consecutive numbers.</summary>
public readonly record struct SealedRange(long First, long Last);

/// <summary>Captures in the file of a sealed batch that do not belong to it any more.</summary>
public sealed record FileExclusion(long File, ImmutableArray<long> Captures);

/// <summary>A remembered id.</summary>
public readonly record struct FinishedCapture(CaptureKey Key, CaptureStatus Status);
