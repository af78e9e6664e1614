using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeActors.Specs.CaptureReading;

/// <summary>
/// Reads captured data as a consumer of the old agent's data would, knowing nothing of the code that wrote them: manifests of JSON lines
/// under <c>prefix/fleet/model/YYYY/MM/DD/HH</c>, payloads under <c>raw-data</c> beside them. Anything else is a fault.
/// </summary>
/// <param name="prefix">The folder prefix; may be empty or have several parts.</param>
/// <param name="keyOf">The key that a <c>data-ref</c> means; null when it points elsewhere.</param>
/// <param name="embedLimit">Bytes up to which payloads are expected in the record.</param>
public sealed partial class CaptureReader(string prefix, Func<string, string?> keyOf, int embedLimit = 3072)
{
    private readonly HashSet<string> _referenced = new(StringComparer.Ordinal);

    /// <summary>Reads every record of a listing; each object is read when it is needed.</summary>
    /// <exception cref="CaptureFormatException">Something is off the contract.</exception>
    public IEnumerable<ReadCapture> Read(IReadOnlyDictionary<string, Func<byte[]>> objects)
    {
        foreach (string key in objects.Keys.Order(StringComparer.Ordinal))
        {
            Match manifest = Place(key);
            if (!manifest.Groups["manifest"].Success)
            {
                continue;
            }

            foreach (ReadOnlyMemory<byte> line in Lines(key, objects[key]()))
            {
                yield return ReadRecord(key, manifest, line, objects);
            }
        }
    }

    /// <summary>Payload objects that no record read so far refers to.</summary>
    public ImmutableArray<string> Orphans(IEnumerable<string> keys) =>
        [.. keys.Where(key => !Place(key).Groups["manifest"].Success && !_referenced.Contains(key))];

    private Match Place(string key)
    {
        string root = prefix.Length == 0 ? "" : prefix + "/";
        Match place = key.StartsWith(root, StringComparison.Ordinal) ? KeyForm().Match(key[root.Length..]) : Match.Empty;
        return place.Success ? place : throw new CaptureFormatException(key, "is no key of captured data");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(string key, byte[] content)
    {
        int start = 0;
        while (start < content.Length)
        {
            int end = Array.IndexOf(content, (byte)'\n', start);
            if (end <= start)
            {
                throw new CaptureFormatException(key, "has an empty or unfinished line");
            }

            yield return content.AsMemory(start..end);
            start = end + 1;
        }

        if (start == 0)
        {
            throw new CaptureFormatException(key, "is empty");
        }
    }

    private ReadCapture ReadRecord(
        string key, Match place, ReadOnlyMemory<byte> line, IReadOnlyDictionary<string, Func<byte[]>> objects)
    {
        StrictJson json = new(key);
        using JsonDocument document = json.Parse(line);
        IReadOnlyList<JsonElement> parts = json.Object(document.RootElement, [.. ItemReader.Arrays, "eventMetadata", "eventVersion"]);
        IReadOnlyList<JsonElement> about = json.Object(
            parts[4], ["deviceFleetName", "deviceId", "eventId", "inferenceTime", "modelName", "modelVersion"]);
        if (json.Text(parts[5]) != "0")
        {
            throw new CaptureFormatException(key, "has another event version than 0");
        }

        string told = json.Text(about[3]);
        if (!DateTime.TryParseExact(told, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
            || time.ToString("yyyy/MM/dd/HH", CultureInfo.InvariantCulture) != place.Groups["hour"].Value)
        {
            throw new CaptureFormatException(key, $"holds a record of {told}");
        }

        string folder = key[..key.LastIndexOf('/')];
        ItemReader items = new(json, folder, keyOf, embedLimit, _referenced, objects);
        return new ReadCapture(
            key, json.Text(about[0]), json.Text(about[1]), json.Text(about[2]), time, json.Text(about[4]), json.Text(about[5]),
            [.. Enumerable.Range(0, 4).SelectMany(array => items.Read(ItemReader.Arrays[array], parts[array]))]);
    }

    [GeneratedRegex(
        @"\A[^/]+/[^/]+/(?<hour>[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9]{2})/" +
        @"((?<manifest>[0-9a-f]{32}\.jsonl)|raw-data/(input|output)-(tensors|auxiliary-data)/[^/]+)\z")]
    private static partial Regex KeyForm();
}
