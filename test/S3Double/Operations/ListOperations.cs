using System.Globalization;
using System.Xml.Linq;
using EdgeActors.S3Double.Store;

namespace EdgeActors.S3Double.Operations;

/// <summary>ListObjectsV2 with prefix, delimiter and pages.</summary>
internal sealed class ListOperations(BucketStore store)
{
    private const int LargestPage = 1000;

    public S3Reply Objects(S3Call call)
    {
        string prefix = call.Target["prefix"] ?? "";
        string delimiter = call.Target["delimiter"] ?? "";
        string after = call.Target["continuation-token"] ?? call.Target["start-after"] ?? "";
        int most = Math.Min(int.Parse(call.Target["max-keys"] ?? $"{LargestPage}", CultureInfo.InvariantCulture), LargestPage);
        Func<string, string> encode = call.Target["encoding-type"] == "url" ? Uri.EscapeDataString : key => key;

        (string Name, StoredObject? Object)[] all = [.. store.Objects(call.Target.Bucket)
            .Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(o => Fold(o, prefix, delimiter))
            .DistinctBy(e => e.Name)
            .Where(e => string.CompareOrdinal(e.Name, after) > 0)];
        (string Name, StoredObject? Object)[] page = [.. all.Take(most)];

        XElement root = new(
            "ListBucketResult",
            new XElement("Name", call.Target.Bucket),
            new XElement("Prefix", encode(prefix)),
            new XElement("MaxKeys", most),
            new XElement("KeyCount", page.Length),
            new XElement("IsTruncated", page.Length < all.Length));
        if (page.Length < all.Length && page.Length > 0)
        {
            root.Add(new XElement("NextContinuationToken", page[^1].Name));
        }

        root.Add(page.Where(e => e.Object is not null).Select(e => new XElement(
            "Contents",
            new XElement("Key", encode(e.Name)),
            new XElement("LastModified", Stamp(e.Object!.StoredAt)),
            new XElement("ETag", e.Object.ETag),
            new XElement("Size", e.Object.Length),
            new XElement("StorageClass", "STANDARD"))));
        root.Add(page.Where(e => e.Object is null).Select(e => new XElement("CommonPrefixes", new XElement("Prefix", encode(e.Name)))));
        return S3Reply.Xml(root);
    }

    public S3Reply Uploads(S3Call call) => S3Reply.Xml(new XElement(
        "ListMultipartUploadsResult",
        new XElement("Bucket", call.Target.Bucket),
        new XElement("IsTruncated", false),
        store.Uploads(call.Target.Bucket).Select(u => new XElement(
            "Upload", new XElement("Key", u.Key), new XElement("UploadId", u.Id), new XElement("Initiated", Stamp(u.Started))))));

    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static (string Name, StoredObject? Object) Fold(StoredObject stored, string prefix, string delimiter)
    {
        int end = delimiter.Length == 0 ? -1 : stored.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return end < 0 ? (stored.Key, stored) : (stored.Key[..(end + delimiter.Length)], null);
    }
}
