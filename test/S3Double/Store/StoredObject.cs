namespace EdgeActors.S3Double.Store;

/// <summary>An object as it lies in a bucket.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Its key, decoded.</param>
/// <param name="Content">Its bytes; empty when the server keeps none.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Of the content, lower-case hex.</param>
/// <param name="ContentType">As put; <c>binary/octet-stream</c> when the put had none.</param>
/// <param name="ETag">With its quotes.</param>
/// <param name="Headers">What came with the put and is told with the object: verified checksums (<c>x-amz-checksum-…</c>) and <c>x-amz-meta-…</c>.</param>
/// <param name="StoredAt">When it was put last, by the server's clock.</param>
/// <param name="Writes">How often it was put.</param>
public sealed record StoredObject(
    string Bucket, string Key, ReadOnlyMemory<byte> Content, long Length, string Sha256, string ContentType, string ETag,
    IReadOnlyDictionary<string, string> Headers, DateTimeOffset StoredAt, int Writes);
