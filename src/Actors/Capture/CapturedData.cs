using System.Collections.Immutable;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;

namespace EdgeActors.Capture;

/// <summary>An accepted capture, as it is kept until the sink has it.</summary>
/// <param name="Number">Counts the accepted captures of this device from 1; never used twice. Names its spool file.</param>
/// <param name="CaptureId">As the client sent it.</param>
/// <param name="Key">Of the id: hashed once, since every step asks for it.</param>
/// <param name="ModelName">Name for records and keys.</param>
/// <param name="ModelVersion">Version for records.</param>
/// <param name="InferenceTime">UTC; the client's or, if it sent none, the time of acceptance.</param>
/// <param name="AcceptedAt">UTC, by the device's clock.</param>
/// <param name="Items">In the order of the request.</param>
public sealed record CapturedData(
    long Number,
    string CaptureId,
    CaptureKey Key,
    string ModelName,
    string ModelVersion,
    DateTimeOffset InferenceTime,
    DateTimeOffset AcceptedAt,
    ImmutableArray<CapturedItem> Items)
{
    /// <summary>A capture whose key is not known yet.</summary>
    /// <param name="number">As <see cref="Number"/>.</param>
    /// <param name="captureId">As <see cref="CaptureId"/>.</param>
    /// <param name="modelName">As <see cref="ModelName"/>.</param>
    /// <param name="modelVersion">As <see cref="ModelVersion"/>.</param>
    /// <param name="inferenceTime">As <see cref="InferenceTime"/>.</param>
    /// <param name="acceptedAt">As <see cref="AcceptedAt"/>.</param>
    /// <param name="items">As <see cref="Items"/>.</param>
    public CapturedData(
        long number,
        string captureId,
        string modelName,
        string modelVersion,
        DateTimeOffset inferenceTime,
        DateTimeOffset acceptedAt,
        ImmutableArray<CapturedItem> items)
        : this(number, captureId, CaptureKey.Of(captureId), modelName, modelVersion, inferenceTime, acceptedAt, items)
    {
    }

    /// <summary>Its share of the journal, in bytes.</summary>
    internal long JournalBytes { get; } = JournalShare.Of(CaptureId, ModelName, ModelVersion, Items);
}

/// <summary>One tensor or auxiliary datum of a <see cref="CapturedData"/>.</summary>
/// <param name="Kind">Which of the record's four arrays it goes to.</param>
/// <param name="Name">As in the draft.</param>
/// <param name="ContentType">As in the draft.</param>
/// <param name="IsBase64">As in the draft.</param>
/// <param name="Length">Bytes of the payload, wherever it is.</param>
/// <param name="Embedded">The payload, or null when it is in the spool under the capture's number and this item's index.</param>
public sealed record CapturedItem(
    CaptureItemKind Kind,
    string Name,
    string ContentType,
    bool IsBase64,
    long Length,
    ReadOnlyMemory<byte>? Embedded);

/// <summary>
/// Captures that go to the sink together. The composition is fixed before the first object is stored and survives restarts, so
/// that a retry writes the same objects under the same keys.
/// </summary>
/// <param name="Number">Counts the batches of this device from 1; never used twice.</param>
/// <param name="Captures">In the order of acceptance, at least one.</param>
public sealed record CaptureBatch(long Number, ImmutableArray<CapturedData> Captures);
