using System.Text;
using System.Xml.Linq;

namespace EdgeActors.S3Double.Operations;

/// <summary>An answer that is not yet on its way.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Its bytes; not sent for HEAD.</param>
/// <param name="Headers">Its headers but Content-Length.</param>
internal sealed record S3Reply(int Status, ReadOnlyMemory<byte> Body, Dictionary<string, string> Headers)
{
    private static readonly XNamespace S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

    public static S3Reply Empty(int status, params (string Name, string Value)[] headers) =>
        new(status, ReadOnlyMemory<byte>.Empty, headers.ToDictionary(h => h.Name, h => h.Value));

    /// <summary>A document; its elements come without a namespace and get S3's.</summary>
    public static S3Reply Xml(XElement root)
    {
        foreach (XElement element in root.DescendantsAndSelf())
        {
            element.Name = S3 + element.Name.LocalName;
        }

        return Document(200, new XDocument(root));
    }

    /// <summary>S3's error document.</summary>
    public static S3Reply Of(S3Error error, string resource, string requestId) => Document(error.Status, error.ToXml(resource, requestId));

    private static S3Reply Document(int status, XDocument document)
    {
        string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document.ToString(SaveOptions.DisableFormatting);
        return new(status, Encoding.UTF8.GetBytes(text), new Dictionary<string, string> { ["Content-Type"] = "application/xml" });
    }
}
