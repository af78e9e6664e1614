using System.Text;
using System.Text.Json;

namespace EdgeActors.Packages.Signatures;

/// <summary>Reads JSON that decides whom to trust: small, flat, no comments, and no name twice in an object, about which readers disagree.</summary>
internal static class StrictJson
{
    /// <summary>Bytes of the longest text that is read.</summary>
    public const int MostBytes = 1 << 20;

    private const int MostLevels = 8;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = MostLevels };

    /// <summary>Reads one object; the caller disposes the document.</summary>
    /// <param name="bytes">UTF-8.</param>
    /// <param name="what">For the message.</param>
    /// <exception cref="PackageException">It is none, too large, too deep, or has a name twice.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> bytes, string what)
    {
        if (bytes.Length > MostBytes)
        {
            throw new PackageException($"{what} has more than {MostBytes} bytes");
        }

        try
        {
            JsonDocument document = JsonDocument.Parse(bytes, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException fault)
        {
            throw new PackageException($"{what} is not JSON, is nested too deeply, or has a name twice in an object", cause: fault);
        }

        throw new PackageException($"{what} is no JSON object");
    }

    /// <summary>A text of an object.</summary>
    /// <exception cref="PackageException">It is missing or no text.</exception>
    public static string Text(JsonElement parent, string name, string what) =>
        TextOrNull(parent, name, what) ?? throw new PackageException($"{what} has no \"{name}\"");

    /// <summary>A text of an object; null when it is missing.</summary>
    /// <exception cref="PackageException">It is no text.</exception>
    public static string? TextOrNull(JsonElement parent, string name, string what)
    {
        if (!parent.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : throw new PackageException($"\"{name}\" of {what} is no text");
        }
        catch (InvalidOperationException half)
        {
            // What JSON allows and no text can hold: half of a surrogate pair.
            throw new PackageException($"\"{name}\" of {what} is no Unicode", cause: half);
        }
    }

    /// <summary>An array of an object.</summary>
    /// <exception cref="PackageException">It is missing, no array, or has elements that are no objects, none, or more than <paramref name="most"/>.</exception>
    public static JsonElement[] Objects(JsonElement parent, string name, int most, string what) =>
        parent.TryGetProperty(name, out JsonElement array) && array.ValueKind == JsonValueKind.Array && array.GetArrayLength() is > 0 and var length
        && length <= most && array.EnumerateArray().All(static element => element.ValueKind == JsonValueKind.Object)
            ? [.. array.EnumerateArray()]
            : throw new PackageException($"\"{name}\" of {what} is no list of 1 to {most} objects");

    /// <summary>Bytes of an object, written in base64.</summary>
    /// <exception cref="PackageException">They are missing or written in another way.</exception>
    public static byte[] Bytes(JsonElement parent, string name, string what)
    {
        string text = Text(parent, name, what);
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        return Convert.TryFromBase64String(text, bytes, out int count)
            ? bytes[..count]
            : throw new PackageException($"\"{name}\" of {what} is no base64");
    }
}
