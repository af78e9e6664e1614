using System.Globalization;
using System.Text;
using System.Xml.Linq;
using EdgeActors.S3Double.Store;

namespace EdgeActors.S3Double.Operations;

/// <summary>Buckets and whole objects.</summary>
internal sealed class ObjectOperations(BucketStore store, S3ServerOptions options)
{
    private const int LongestKey = 1024;
    private const string Meta = "x-amz-meta-";

    /// <summary>Refuses what S3 refuses before it reads a body.</summary>
    /// <exception cref="S3Error">KeyTooLongError, EntityTooLarge.</exception>
    public void Admit(S3Target target, long bodyLength)
    {
        int bytes = Encoding.UTF8.GetByteCount(target.Key);
        if (bytes > LongestKey)
        {
            throw new S3Error(
                400, "KeyTooLongError", "Your key is too long", ("Size", $"{bytes}"), ("MaxSizeAllowed", $"{LongestKey}"));
        }

        if (bodyLength > options.LargestPut)
        {
            throw new S3Error(
                400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size",
                ("ProposedSize", $"{bodyLength}"), ("MaxSizeAllowed", $"{options.LargestPut}"));
        }
    }

    public S3Reply CreateBucket(S3Call call) => store.Create(call.Target.Bucket)
        ? S3Reply.Empty(200, ("Location", "/" + call.Target.Bucket))
        : throw new S3Error(409, "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.");

    public S3Reply HeadBucket(S3Call call)
    {
        _ = store.Objects(call.Target.Bucket);
        return S3Reply.Empty(200, ("x-amz-bucket-region", options.Region));
    }

    /// <summary>S3 itself says nothing for <c>us-east-1</c>.</summary>
    public S3Reply Location(S3Call call)
    {
        _ = store.Objects(call.Target.Bucket);
        return S3Reply.Xml(new XElement("LocationConstraint", options.Region == "us-east-1" ? null : options.Region));
    }

    public S3Reply Put(S3Call call)
    {
        StoredObject stored = store.Put(
            call.Target.Bucket, call.Target.Key, call.Body, call.Headers.ContentType.ToString(), BucketStore.ETagOf(call.Body),
            Kept(call), PutCondition.Of(call.Headers));
        return S3Reply.Empty(200, [("ETag", stored.ETag), .. call.Checksums.Select(c => (c.Key, c.Value))]);
    }

    public S3Reply Get(S3Call call)
    {
        StoredObject found = store.Get(call.Target.Bucket, call.Target.Key);
        ObjectConditions.Check(call.Headers, found);
        if (call.Headers.IfNoneMatch.ToString().Trim('"') == found.ETag.Trim('"'))
        {
            return S3Reply.Empty(304, ("ETag", found.ETag));
        }

        Dictionary<string, string> headers = new(found.Headers)
        {
            ["ETag"] = found.ETag,
            ["Content-Type"] = found.ContentType,
            ["Last-Modified"] = found.StoredAt.ToString("R", CultureInfo.InvariantCulture),
        };
        if (call.Operation == S3Operation.GetObject && ObjectRange.Of(call.Headers, found) is { } range)
        {
            return range.Reply(found, headers);
        }

        if (call.Operation == S3Operation.HeadObject)
        {
            headers["Content-Length"] = found.Length.ToString(CultureInfo.InvariantCulture);
        }

        return new(200, found.Content, headers);
    }

    public S3Reply Delete(S3Call call)
    {
        store.Delete(call.Target.Bucket, call.Target.Key);
        return S3Reply.Empty(204);
    }

    /// <summary>What of a put is told again with every get.</summary>
    public static Dictionary<string, string> Kept(S3Call call) => call.Headers
        .Where(h => h.Key.StartsWith(Meta, StringComparison.OrdinalIgnoreCase))
        .Select(h => KeyValuePair.Create(h.Key.ToLowerInvariant(), h.Value.ToString()))
        .Concat(call.Checksums).ToDictionary();
}
