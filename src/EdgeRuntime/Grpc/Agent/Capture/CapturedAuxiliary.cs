using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using EdgeActors.Capture;
using EdgeActors.Wording;

namespace EdgeActors.Grpc.Agent.Capture;

/// <summary>What auxiliary data are: any bytes with a name, and a word of the client on how they are encoded.</summary>
internal static class CapturedAuxiliary
{
    private const int Csv = 0;
    private const int Json = 1;
    private const int None = 2;
    private const int Base64Text = 3;

    private const string NoContentType = "bin";
    private const int LongestExtension = 16;

    /// <exception cref="EdgeActors.Protocol.Grpc.GrpcException">INVALID_ARGUMENT, or as <see cref="CaptureItemData.Of"/>.</exception>
    public static CaptureDraftItem Of(CaptureItemDraft datum, CaptureItemData data)
    {
        string content = datum.Encoding switch
        {
            Csv => "csv",
            Json => "json",
            None or Base64Text => ExtensionOf(datum.Name),
            _ => throw Wrong(datum, $"has the encoding {datum.Encoding}, which the API does not know: 0 (CSV) to 3 (BASE64) are defined"),
        };
        ReadOnlyMemory<byte> bytes = data.Of(datum, needed: null);
        bool isBase64 = datum.Encoding == Base64Text;
        return isBase64 && !Base64.IsValid(bytes.Span)
            ? throw Wrong(datum, "has the encoding BASE64, but its bytes are no base64 text: send it as NONE")
            : new CaptureDraftItem(datum.Kind, datum.Name, content, isBase64, bytes);
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "lower case is the record's spelling")]
    private static string ExtensionOf(string name)
    {
        string extension = name[(name.LastIndexOf('.') + 1)..];
        return extension.Length < name.Length && extension.Length is > 0 and <= LongestExtension && extension.All(char.IsAsciiLetterOrDigit)
            ? extension.ToLowerInvariant()
            : NoContentType;
    }

    private static Protocol.Grpc.GrpcException Wrong(CaptureItemDraft datum, string what) => CaptureRequest.Invalid(
        $"the auxiliary {(datum.Kind == CaptureItemKind.AuxiliaryInput ? "input" : "output")} '{Printable.Of(datum.Name)}' {what}");
}
