using Microsoft.AspNetCore.Http;

namespace EdgeActors.S3Double.Operations;

/// <summary>What the double can do.</summary>
public enum S3Operation
{
    /// <summary>Anything else: answered 501.</summary>
    Unknown,

    /// <summary><c>PUT /bucket</c>.</summary>
    CreateBucket,

    /// <summary><c>HEAD /bucket</c>.</summary>
    HeadBucket,

    /// <summary><c>GET /bucket?location</c>.</summary>
    GetBucketLocation,

    /// <summary><c>PUT /bucket/key</c>.</summary>
    PutObject,

    /// <summary><c>GET /bucket/key</c>.</summary>
    GetObject,

    /// <summary><c>HEAD /bucket/key</c>.</summary>
    HeadObject,

    /// <summary><c>DELETE /bucket/key</c>.</summary>
    DeleteObject,

    /// <summary><c>GET /bucket?list-type=2</c>.</summary>
    ListObjects,

    /// <summary><c>POST /bucket/key?uploads</c>.</summary>
    CreateUpload,

    /// <summary><c>PUT /bucket/key?partNumber=…&amp;uploadId=…</c>.</summary>
    UploadPart,

    /// <summary><c>POST /bucket/key?uploadId=…</c>.</summary>
    CompleteUpload,

    /// <summary><c>DELETE /bucket/key?uploadId=…</c>.</summary>
    AbortUpload,

    /// <summary><c>GET /bucket/key?uploadId=…</c>.</summary>
    ListParts,

    /// <summary><c>GET /bucket?uploads</c>.</summary>
    ListUploads,
}

/// <summary>Tells the operations apart.</summary>
internal static class Operation
{
    private static readonly string[] Handled = ["uploads", "uploadId", "partNumber", "list-type", "prefix", "delimiter", "max-keys",
        "continuation-token", "start-after", "encoding-type", "x-id", "fetch-owner", "location"];

    public static S3Operation Of(string method, S3Target target)
    {
        if (target.Query.Any(q => !Handled.Contains(q.Key)))
        {
            return S3Operation.Unknown;
        }

        bool bucket = target.Key.Length == 0;
        bool upload = target["uploadId"] is not null;
        return (method, bucket) switch
        {
            _ when target.Bucket.Length == 0 => S3Operation.Unknown,
            ("PUT", true) => S3Operation.CreateBucket,
            ("HEAD", true) => S3Operation.HeadBucket,
            ("GET", true) when target["location"] is not null => S3Operation.GetBucketLocation,
            ("GET", true) when target["uploads"] is not null => S3Operation.ListUploads,
            ("GET", true) when target["list-type"] == "2" => S3Operation.ListObjects,
            ("PUT", false) => upload ? S3Operation.UploadPart : S3Operation.PutObject,
            ("GET", false) => upload ? S3Operation.ListParts : S3Operation.GetObject,
            ("HEAD", false) => S3Operation.HeadObject,
            ("DELETE", false) => upload ? S3Operation.AbortUpload : S3Operation.DeleteObject,
            ("POST", false) when upload => S3Operation.CompleteUpload,
            ("POST", false) when target["uploads"] is not null => S3Operation.CreateUpload,
            _ => S3Operation.Unknown,
        };
    }
}

/// <summary>All that an operation needs of a request.</summary>
/// <param name="Operation">What to do.</param>
/// <param name="Target">With what.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its content, unframed and checked.</param>
/// <param name="Checksums">What was claimed of the content and is true.</param>
internal sealed record S3Call(
    S3Operation Operation, S3Target Target, IHeaderDictionary Headers, byte[] Body, IReadOnlyDictionary<string, string> Checksums);
