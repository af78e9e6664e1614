using System.Collections.Immutable;

namespace EdgeActors.Capture.Layout;

/// <summary>
/// What a batch becomes in the sink. All payloads are put before the first manifest, so that no reference ever points at nothing.
/// </summary>
/// <param name="Payloads">In the order of captures and items.</param>
/// <param name="Manifests">In the order of each one's first capture; every capture is in exactly one.</param>
public sealed record BatchObjects(ImmutableArray<PayloadObject> Payloads, ImmutableArray<ManifestObject> Manifests);

/// <summary>A payload that is an object of its own; its bytes are the item's, wherever that keeps them.</summary>
/// <param name="Key">Key in the sink.</param>
/// <param name="CaptureNumber">Number of its capture.</param>
/// <param name="ItemIndex">Index among the capture's items.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ContentType">MIME type.</param>
public sealed record PayloadObject(string Key, long CaptureNumber, int ItemIndex, long Length, string ContentType);

/// <summary>The records of one model and one hour of a batch.</summary>
/// <param name="Key">Key in the sink; its name is a hash of the content.</param>
/// <param name="Content">JSON lines in UTF-8.</param>
/// <param name="CaptureNumbers">The captures whose records it holds, in their order.</param>
/// <param name="PayloadKeys">The objects that its records refer to.</param>
public sealed record ManifestObject(
    string Key,
    ReadOnlyMemory<byte> Content,
    ImmutableArray<long> CaptureNumbers,
    ImmutableArray<string> PayloadKeys)
{
    /// <summary>MIME type of every manifest.</summary>
    public const string ContentType = "application/x-ndjson";
}

/// <summary>Reads an item's payload whole, from the capture or from the spool; it is at most the embed limit long.</summary>
/// <param name="capture">The capture.</param>
/// <param name="index">Index of the item.</param>
/// <param name="cancelled">Ends the read.</param>
public delegate ValueTask<ReadOnlyMemory<byte>> PayloadReader(CapturedData capture, int index, CancellationToken cancelled);
