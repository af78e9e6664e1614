namespace EdgeActors.S3Double.Store;

/// <summary>An upload in parts that is neither completed nor aborted.</summary>
/// <param name="Id">Upload id.</param>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">The key it will have.</param>
/// <param name="ContentType">As announced.</param>
/// <param name="Headers">Metadata that the object will have.</param>
/// <param name="Started">By the server's clock.</param>
public sealed record MultipartUpload(
    string Id, string Bucket, string Key, string ContentType, IReadOnlyDictionary<string, string> Headers, DateTimeOffset Started)
{
    /// <summary>What came so far, by number.</summary>
    internal SortedDictionary<int, UploadPart> Parts { get; } = [];
}

/// <summary>One part.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ETag">With its quotes.</param>
/// <param name="Checksums">Verified ones.</param>
internal sealed record UploadPart(byte[] Content, string ETag, IReadOnlyDictionary<string, string> Checksums);
