using System.Text.Json;

namespace EdgeActors.Specs.CaptureReading;

/// <summary>JSON with the expected keys only, in their order.</summary>
internal sealed class StrictJson(string key)
{
    /// <summary>Names what is being read in every fault.</summary>
    public string Key { get; } = key;

    public JsonDocument Parse(ReadOnlyMemory<byte> line)
    {
        if (line.Span.ContainsAnyInRange((byte)0, (byte)0x1F) || line.Span.IndexOf("\u2028"u8) >= 0 || line.Span.IndexOf("\u0085"u8) >= 0)
        {
            throw Fault("has a control character in a line");
        }

        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw Fault("has a line that is no JSON: " + e.Message);
        }
    }

    public IReadOnlyList<JsonElement> Object(JsonElement element, IReadOnlyList<string> keys)
    {
        JsonProperty[] found = element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject()] : [];
        return found.Select(property => property.Name).SequenceEqual(keys)
            ? [.. found.Select(property => property.Value)]
            : throw Fault($"has an object with {string.Join(", ", found.Select(p => p.Name))} instead of {string.Join(", ", keys)}");
    }

    public string Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Fault("has no text where text is due");

    public CaptureFormatException Fault(string fault) => new(Key, fault);
}
