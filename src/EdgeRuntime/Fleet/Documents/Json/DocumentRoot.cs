using System.Globalization;
using System.Text.Json;

namespace EdgeActors.Fleet.Documents.Json;

/// <summary>Opens a document: what holds for each of them is checked before anything is read.</summary>
internal static class DocumentRoot
{
    /// <summary>The field of every document that says what it is.</summary>
    public const string Format = "format";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = FleetFormat.Deepest };
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a document.</summary>
    /// <exception cref="DocumentFormatException">With the first fault.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, Func<DocumentField, T> read)
    {
        if (json.Length > FleetFormat.LargestDocument)
        {
            throw TooLarge(json.Length, "it cannot be right");
        }

        using JsonDocument document = Parse(json.Span.StartsWith(ByteOrderMark) ? json[ByteOrderMark.Length..] : json);
        DocumentField root = new(document.RootElement, "$");
        root.Members();
        RefuseTwins(root);
        DocumentField format = root.Required(Format);
        return FleetFormat.FaultOf(format.Text(1, FleetFormat.LongestName)) is { } fault ? throw format.Wrong(fault.Fault, fault.Fix) : read(root);
    }

    /// <summary>A document over the limit.</summary>
    public static DocumentFormatException TooLarge(int bytes, string fix) => new(
        "$",
        string.Create(CultureInfo.InvariantCulture, $"is {bytes} bytes long, more than the {FleetFormat.LargestDocument} that are read"),
        fix);

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException e)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
            throw new DocumentFormatException("$", $"is no JSON, or nested deeper than {FleetFormat.Deepest} ({place})", "repair it or write it again");
        }
    }

    // Two readers may take different ones of two fields of the same name; and a name or text that is none would throw wherever it is first looked at.
    private static void RefuseTwins(DocumentField field)
    {
        switch (field.Kind)
        {
            case JsonValueKind.Object:
                HashSet<string> names = new(StringComparer.Ordinal);
                foreach (DocumentField member in field.Members())
                {
                    if (!names.Add(member.Path))
                    {
                        throw member.Wrong("is there twice", "keep one");
                    }

                    RefuseTwins(member);
                }

                break;
            case JsonValueKind.Array:
                foreach (DocumentField item in field.Items(int.MaxValue))
                {
                    RefuseTwins(item);
                }

                break;
            case JsonValueKind.String:
                _ = field.Text(0, int.MaxValue);
                break;
            default:
                break;
        }
    }
}
