using System.Text.Json;
using EdgeActors.Models;

namespace EdgeActors.Engines.Dlr.Loading;

/// <summary>Reads the JSON files of a package: written by compilers of many versions, so that only what is needed is looked at.</summary>
internal static class JsonFile
{
    private const int LargestMiB = 64;

    /// <summary>Opens a document; the caller disposes it.</summary>
    /// <exception cref="ModelFaultException">FailedPrecondition: too large, unreadable or damaged.</exception>
    public static JsonDocument Open(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            return stream.Length <= LargestMiB << 20
                ? JsonDocument.Parse(stream)
                : throw Refused(file, $"it has {stream.Length} bytes, and at most {LargestMiB} MiB are read", null);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Refused(file, error is JsonException ? "it is no JSON" : error.Message, error);
        }
    }

    /// <summary>A member of an object; an undefined element when it is no object or has none of that name.</summary>
    public static JsonElement Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : default;

    /// <summary>An item of a list; an undefined element when it is no list or not that long.</summary>
    public static JsonElement Get(this JsonElement element, int index) =>
        element.ValueKind == JsonValueKind.Array && index >= 0 && index < element.GetArrayLength() ? element[index] : default;

    /// <summary>A text; null when it is none.</summary>
    public static string? Text(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    /// <summary>A list's items; none when it is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>A list of extents, where everything but a number is open; null when it is no list.</summary>
    public static long[]? Extents(this JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long extent) ? extent : -1)]
        : null;

    private static ModelFaultException Refused(string file, string why, Exception? cause) => new(
        FaultCode.FailedPrecondition, $"The compiled model's file '{file}' cannot be used: {why}. Deploy the package again.", cause);
}
