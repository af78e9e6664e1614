using System.Collections.Immutable;

namespace EdgeActors.Capture;

/// <summary>
/// Where payloads that are too large for the journal are kept, and whole batches while the sink is behind. With <c>DbEnable</c> files,
/// each durable (fsync of file and folder) when its call returns; without it memory, which cannot seal batches.
/// </summary>
/// <remarks>
/// Everything is checked by CRC when it is read. All members may be called from any thread; one number is used by one caller at a time.
/// Failures are told by <see cref="SpoolException"/>; the state on disk is then as before the call or, for removals, partly done.
/// </remarks>
public interface ISpool
{
    /// <summary>Whether <see cref="SealAsync"/> is there.</summary>
    bool CanSeal { get; }

    /// <summary>Bytes that are kept now.</summary>
    long UsedBytes { get; }

    /// <summary>Bytes that may be kept.</summary>
    long BudgetBytes { get; }

    /// <summary>Keeps a capture's payloads under its number.</summary>
    /// <param name="captureNumber">Number of the capture.</param>
    /// <param name="payloads">By index of the item.</param>
    /// <param name="cancelled">Ends the write; nothing is kept then.</param>
    /// <exception cref="SpoolException">Budget, disk full, I/O.</exception>
    Task KeepAsync(long captureNumber, IReadOnlyList<(int Index, ReadOnlyMemory<byte> Data)> payloads, CancellationToken cancelled);

    /// <summary>Opens one payload for reading; the caller disposes the stream. Its length is exact.</summary>
    /// <exception cref="SpoolException">Missing or damaged.</exception>
    Task<Stream> OpenAsync(long captureNumber, int index, CancellationToken cancelled);

    /// <summary>Removes a capture's payloads; nothing happens when there are none.</summary>
    Task RemoveAsync(long captureNumber, CancellationToken cancelled);

    /// <summary>Keeps a whole batch; payloads that are in the spool already stay where they are.</summary>
    /// <exception cref="SpoolException">Budget, disk full, I/O.</exception>
    Task SealAsync(CaptureBatch batch, CancellationToken cancelled);

    /// <summary>Reads a sealed batch back.</summary>
    /// <exception cref="SpoolException">Missing or damaged.</exception>
    Task<CaptureBatch> ReadAsync(long batchNumber, CancellationToken cancelled);

    /// <summary>Removes a sealed batch and the payloads of its captures.</summary>
    Task RemoveBatchAsync(long batchNumber, CancellationToken cancelled);

    /// <summary>
    /// What is there by now, for a buffer that starts, also again in the same process; its earlier writes and removals have ended. Damaged
    /// files are set aside (never deleted) and listed.
    /// </summary>
    Task<SpoolInventory> InventoryAsync(CancellationToken cancelled);
}

/// <summary>What a spool holds when its buffer starts.</summary>
/// <param name="Batches">Sealed batches in the order of their numbers.</param>
/// <param name="Payloads">Numbers of captures that have payloads.</param>
/// <param name="SetAside">Names of damaged files that were moved away, each with the reason.</param>
public sealed record SpoolInventory(
    ImmutableArray<SealedBatch> Batches,
    ImmutableArray<long> Payloads,
    ImmutableArray<string> SetAside);

/// <summary>Head of a sealed batch: enough to answer for its captures without reading them.</summary>
/// <param name="Number">Number of the batch.</param>
/// <param name="Bytes">Bytes on disk, the payloads of its captures included.</param>
/// <param name="OldestAcceptedAt">When its oldest capture was accepted.</param>
/// <param name="Captures">Number and id of each capture.</param>
public sealed record SealedBatch(
    long Number,
    long Bytes,
    DateTimeOffset OldestAcceptedAt,
    ImmutableArray<(long Number, string CaptureId)> Captures);

/// <summary>Why the spool could not do it.</summary>
public enum SpoolFault
{
    /// <summary>The spool's own budget is used up.</summary>
    OverBudget,

    /// <summary>The disk has no space (ENOSPC, EDQUOT).</summary>
    DiskFull,

    /// <summary>The file system refuses writes (EROFS, EACCES, EPERM).</summary>
    ReadOnly,

    /// <summary>Any other I/O failure, a failed fsync included.</summary>
    Io,

    /// <summary>The bytes are not there or fail their CRC.</summary>
    Damaged,
}

/// <summary>Carries a <see cref="SpoolFault"/>; the message is for the log, not for clients.</summary>
public sealed class SpoolException(SpoolFault fault, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Which kind.</summary>
    public SpoolFault Fault { get; } = fault;
}
