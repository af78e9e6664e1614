using System.Text.Json;

namespace EdgeActors.Cli.Capture.Books;

/// <summary>One record of a manifest, as far as the books need it.</summary>
/// <param name="CaptureId">Whose it is.</param>
/// <param name="DeviceId">Of which device.</param>
/// <param name="References">Objects that hold its larger payloads.</param>
internal sealed record ManifestRecord(string CaptureId, string DeviceId, IReadOnlyList<string> References);

/// <summary>Reads the records of a manifest, one JSON object a line.</summary>
internal static class ManifestReader
{
    private static readonly string[] Arrays =
        ["deviceFleetAuxiliaryInputs", "deviceFleetAuxiliaryOutputs", "deviceFleetInputs", "deviceFleetOutputs"];

    /// <summary>The records.</summary>
    /// <exception cref="JsonException">A line is no record; the message names it.</exception>
    public static IReadOnlyList<ManifestRecord> Read(ReadOnlyMemory<byte> manifest)
    {
        List<ManifestRecord> records = [];
        for (int line = 1; !manifest.IsEmpty; line++)
        {
            int end = manifest.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> text = end < 0 ? manifest : manifest[..end];
            manifest = end < 0 ? default : manifest[(end + 1)..];
            if (!text.IsEmpty)
            {
                records.Add(ReadLine(text, line));
            }
        }

        return records;
    }

    private static ManifestRecord ReadLine(ReadOnlyMemory<byte> text, int line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement metadata = document.RootElement.GetProperty("eventMetadata");
            string[] references =
            [
                .. from array in Arrays
                   from item in document.RootElement.GetProperty(array).EnumerateArray()
                   where item.TryGetProperty("data-ref", out _)
                   select item.GetProperty("data-ref").GetString()!,
            ];
            return new ManifestRecord(metadata.GetProperty("eventId").GetString()!, metadata.GetProperty("deviceId").GetString()!, references);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new JsonException($"line {line} is no record", fault);
        }
    }
}
