using System.Xml.Linq;

namespace EdgeActors.S3Double;

/// <summary>A refusal in S3's own words.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">S3 error code.</param>
/// <param name="message">Text for people.</param>
/// <param name="details">Further elements of the error document.</param>
internal sealed class S3Error(int status, string code, string message, params (string Name, string Value)[] details) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static S3Error NoSuchBucket(string bucket) =>
        new(404, "NoSuchBucket", "The specified bucket does not exist", ("BucketName", bucket));

    public static S3Error NoSuchKey(string key) => new(404, "NoSuchKey", "The specified key does not exist.", ("Key", key));

    public static S3Error NoSuchUpload(string id) => new(404, "NoSuchUpload", "The specified multipart upload does not exist.", ("UploadId", id));

    public static S3Error PreconditionFailed(string condition) =>
        new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", ("Condition", condition));

    public static S3Error BadDigest(string what) => new(400, "BadDigest", $"The {what} you specified did not match what we received.");

    public static S3Error Invalid(string message) => new(400, "InvalidRequest", message);

    /// <summary>The document that S3 sends with the status.</summary>
    public XDocument ToXml(string resource, string requestId) => new(new XElement(
        "Error",
        new XElement("Code", Code),
        new XElement("Message", Message),
        details.Select(d => new XElement(d.Name, d.Value)),
        new XElement("Resource", resource),
        new XElement("RequestId", requestId)));
}
