using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using EdgeActors.S3Double.Checksums;
using EdgeActors.S3Double.Store;

namespace EdgeActors.S3Double.Operations;

/// <summary>Objects that come in parts.</summary>
internal sealed class UploadOperations(BucketStore store, S3ServerOptions options)
{
    private const int MostParts = 10_000;

    public S3Reply Create(S3Call call)
    {
        MultipartUpload upload = store.Start(
            call.Target.Bucket, call.Target.Key, call.Headers.ContentType.ToString(), ObjectOperations.Kept(call));
        return S3Reply.Xml(new XElement(
            "InitiateMultipartUploadResult",
            new XElement("Bucket", upload.Bucket), new XElement("Key", upload.Key), new XElement("UploadId", upload.Id)));
    }

    public S3Reply Part(S3Call call)
    {
        MultipartUpload upload = Find(call);
        if (!int.TryParse(call.Target["partNumber"], CultureInfo.InvariantCulture, out int number) || number is < 1 or > MostParts)
        {
            throw new S3Error(400, "InvalidArgument", $"Part number must be an integer between 1 and {MostParts}, inclusive");
        }

        UploadPart part = new(call.Body, BucketStore.ETagOf(call.Body), call.Checksums);
        store.AddPart(upload, number, part);
        return S3Reply.Empty(200, [("ETag", part.ETag), .. part.Checksums.Select(c => (c.Key, c.Value))]);
    }

    public S3Reply Complete(S3Call call)
    {
        MultipartUpload upload = Find(call);
        Dictionary<int, UploadPart> parts = store.Parts(upload).ToDictionary();
        using MemoryStream content = new();
        using MemoryStream digests = new();
        int last = 0;
        XElement[] named = Named(call.Body);
        foreach (XElement element in named)
        {
            int number = int.Parse(Text(element, "PartNumber"), CultureInfo.InvariantCulture);
            if (number <= last)
            {
                throw new S3Error(400, "InvalidPartOrder", "The list of parts was not in ascending order.");
            }

            last = number;
            if (!parts.TryGetValue(number, out UploadPart? part)
                || Text(element, "ETag").Trim('"') != part.ETag.Trim('"')
                || part.Checksums.Any(c => Text(element, ChecksumElement(c.Key)) is { Length: > 0 } told && told != c.Value))
            {
                throw new S3Error(400, "InvalidPart", "One or more of the specified parts could not be found or did not match.");
            }

            if (element != named[^1] && part.Content.Length < options.SmallestPart)
            {
                throw new S3Error(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed object size.");
            }

            content.Write(part.Content);
            digests.Write(BodyChecksums.Md5(part.Content));
        }

        string etag = $"{BucketStore.ETagOf(digests.ToArray()).TrimEnd('"')}-{named.Length}\"";
        store.Put(upload.Bucket, upload.Key, content.ToArray(), upload.ContentType, etag, upload.Headers, PutCondition.Of(call.Headers));
        store.Forget(upload);
        return S3Reply.Xml(new XElement(
            "CompleteMultipartUploadResult",
            new XElement("Bucket", upload.Bucket), new XElement("Key", upload.Key), new XElement("ETag", etag)));
    }

    public S3Reply Abort(S3Call call)
    {
        store.Forget(Find(call));
        return S3Reply.Empty(204);
    }

    public S3Reply Parts(S3Call call)
    {
        MultipartUpload upload = Find(call);
        return S3Reply.Xml(new XElement(
            "ListPartsResult",
            new XElement("Bucket", upload.Bucket), new XElement("Key", upload.Key), new XElement("UploadId", upload.Id),
            new XElement("IsTruncated", false),
            store.Parts(upload).Select(p => new XElement(
                "Part",
                new XElement("PartNumber", p.Key), new XElement("ETag", p.Value.ETag), new XElement("Size", p.Value.Content.Length)))));
    }

    private static XElement[] Named(byte[] body)
    {
        try
        {
            XElement[] parts = [.. XDocument.Parse(Encoding.UTF8.GetString(body)).Root!.Elements().Where(e => e.Name.LocalName == "Part")];
            return parts.Length > 0 ? parts : throw Malformed();
        }
        catch (XmlException)
        {
            throw Malformed();
        }
    }

    private static S3Error Malformed() =>
        new(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    private static string ChecksumElement(string header) => "Checksum" + header[BodyChecksums.Prefix.Length..].ToUpperInvariant();

    private static string Text(XElement element, string name) => element.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value ?? "";

    private MultipartUpload Find(S3Call call) => store.Upload(call.Target["uploadId"]!, call.Target.Bucket, call.Target.Key);
}
