using System.Collections.Immutable;

namespace EdgeActors.Capture.Journal;

/// <summary>What the serializer of the journal is bound to; everything that is persisted has it.</summary>
public interface ICaptureRecord;

/// <summary>Something that has happened to captures. Each event says all that is needed to apply it.</summary>
public interface ICaptureEvent : ICaptureRecord;

/// <summary>A capture without its data.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Key">Of its id.</param>
public readonly record struct CaptureRef(long Number, CaptureKey Key);

/// <summary>A client's capture is kept.</summary>
public sealed record CaptureAccepted(CapturedData Capture) : ICaptureEvent;

/// <summary>Clients' captures that came at the same time are kept, in the order in which they were ready for the journal; at least one.</summary>
public sealed record CapturesAccepted(ImmutableArray<CapturedData> Captures) : ICaptureEvent
{
    /// <summary>The captures as the journal keeps them, where that is known already: <see cref="CaptureGroup.RecordOf"/> of each.</summary>
    internal IEnumerable<byte[]>? Records { get; init; }
}

/// <summary>The composition of a batch is fixed: waiting captures in their order.</summary>
public sealed record BatchFormed(long Batch, ImmutableArray<long> Captures) : ICaptureEvent;

/// <summary>The spool holds the batch durably, so the journal need not.</summary>
public sealed record BatchSealed(long Batch) : ICaptureEvent;

/// <summary>
/// Captures that the sink refused leave their batch: they become suspect batches of their own with one refusal; their data stay where they are.
/// </summary>
public sealed record CapturesSplitOff(long Batch, ImmutableArray<SplitOffCapture> Captures) : ICaptureEvent;

/// <summary>One capture of <see cref="CapturesSplitOff"/>.</summary>
/// <param name="Capture">Which.</param>
/// <param name="Batch">Number of the suspect batch that it becomes.</param>
public readonly record struct SplitOffCapture(CaptureRef Capture, long Batch);

/// <summary>A suspect was refused once more although the sink took others.</summary>
public sealed record SuspectRefused(long Batch) : ICaptureEvent;

/// <summary>The sink has the batch.</summary>
public sealed record BatchStored(long Batch, ImmutableArray<CaptureKey> Keys) : ICaptureEvent;

/// <summary>A suspect is given up.</summary>
public sealed record CapturesFailed(long Batch, ImmutableArray<CaptureKey> Keys) : ICaptureEvent;

/// <summary>A sealed batch made room for newer ones, as the spool's policy says.</summary>
public sealed record BatchEvicted(long Batch, ImmutableArray<CaptureKey> Keys) : ICaptureEvent;

/// <summary>The data of captures are missing or damaged.</summary>
/// <param name="Batch">Which batch they were in; 0 when they waited.</param>
/// <param name="Captures">Which.</param>
public sealed record CapturesLost(long Batch, ImmutableArray<CaptureRef> Captures) : ICaptureEvent;

/// <summary>Sealed batches are not in the spool any more, and which captures they held is known by number only.</summary>
/// <param name="Batches">Which.</param>
/// <param name="Captures">How many captures they held.</param>
public sealed record BatchesMissing(ImmutableArray<long> Batches, long Captures) : ICaptureEvent;

/// <summary>A sealed batch was found that the journal does not know: a part of the journal was lost.</summary>
/// <param name="Batch">Its number.</param>
/// <param name="Captures">Those that are delivered from it.</param>
/// <param name="Excluded">Numbers of captures in its file that are not, since they are finished or in another batch.</param>
/// <param name="Bytes">On disk.</param>
/// <param name="OldestAcceptedAt">When its oldest capture was accepted.</param>
public sealed record BatchAdopted(
    long Batch,
    ImmutableArray<CaptureRef> Captures,
    ImmutableArray<long> Excluded,
    long Bytes,
    DateTimeOffset OldestAcceptedAt) : ICaptureEvent;
