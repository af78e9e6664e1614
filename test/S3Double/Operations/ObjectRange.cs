using System.Globalization;
using System.Net.Http.Headers;
using EdgeActors.S3Double.Store;
using Microsoft.AspNetCore.Http;

namespace EdgeActors.S3Double.Operations;

/// <summary>The part of an object that a Range header asks for.</summary>
/// <param name="First">Its first byte.</param>
/// <param name="Last">Its last byte.</param>
internal sealed record ObjectRange(long First, long Last)
{
    private const string Checksums = "x-amz-checksum-";

    /// <summary>The range; null when the whole object is asked for. As S3 does, more than one range, or another unit, means the whole.</summary>
    /// <exception cref="S3Error">InvalidRange.</exception>
    public static ObjectRange? Of(IHeaderDictionary headers, StoredObject found)
    {
        if (!RangeHeaderValue.TryParse(headers.Range.ToString(), out RangeHeaderValue? range) || range.Unit != "bytes" || range.Ranges.Count != 1)
        {
            return null;
        }

        RangeItemHeaderValue only = range.Ranges.Single();
        long first = only.From ?? Math.Max(0, found.Length - only.To!.Value);
        long last = only.From is null ? found.Length - 1 : Math.Min(only.To ?? long.MaxValue, found.Length - 1);
        return first < found.Length && first <= last
            ? new ObjectRange(first, last)
            : throw new S3Error(
                416, "InvalidRange", "The requested range is not satisfiable",
                ("RangeRequested", headers.Range.ToString()), ("ActualObjectSize", found.Length.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The answer; a checksum of the whole object says nothing about a part of it.</summary>
    public S3Reply Reply(StoredObject found, Dictionary<string, string> headers)
    {
        Dictionary<string, string> told = headers.Where(header => !header.Key.StartsWith(Checksums, StringComparison.OrdinalIgnoreCase)).ToDictionary();
        told["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {First}-{Last}/{found.Length}");
        return new S3Reply(206, found.Content.Slice((int)First, (int)(Last - First + 1)), told);
    }
}
