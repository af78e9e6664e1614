using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeActors.Specs.CaptureReading;

/// <summary>Reads the items of one record.</summary>
internal sealed partial class ItemReader(
    StrictJson json,
    string folder,
    Func<string, string?> keyOf,
    int embedLimit,
    HashSet<string> referenced,
    IReadOnlyDictionary<string, Func<byte[]>> objects)
{
    public static IReadOnlyList<string> Arrays { get; } =
        ["deviceFleetAuxiliaryInputs", "deviceFleetAuxiliaryOutputs", "deviceFleetInputs", "deviceFleetOutputs"];

    private static readonly string[] Folders = ["input-auxiliary-data", "output-auxiliary-data", "input-tensors", "output-tensors"];

    public IEnumerable<ReadItem> Read(string array, JsonElement items) =>
        items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray().Select(item => ReadOne(array, item)).ToArray()
            : throw json.Fault($"has no array {array}");

    private ReadItem ReadOne(string array, JsonElement item)
    {
        bool embedded = item.TryGetProperty("data", out _);
        IReadOnlyList<JsonElement> parts = json.Object(
            item, [embedded ? "data" : "data-ref", "encoding", "mode", "name", "observedContentType"]);
        string type = json.Text(parts[4]);
        if (json.Text(parts[1]) != (embedded ? "BASE64" : "NONE"))
        {
            throw json.Fault($"has an item with the encoding {parts[1]}");
        }

        if (json.Text(parts[2]) != (array.EndsWith("Inputs", StringComparison.Ordinal) ? "Input" : "Output"))
        {
            throw json.Fault($"has an item of mode {parts[2]} in {array}");
        }

        if (!array.Contains("Auxiliary", StringComparison.Ordinal) && !TensorForm().IsMatch(type))
        {
            throw json.Fault($"has a tensor of type {type}");
        }

        string? key = embedded ? null : Resolve(array, json.Text(parts[0]));
        byte[] bytes = key is null ? Decode(parts[0]) : objects[key]();
        return embedded == bytes.Length <= embedLimit
            ? new ReadItem(array, json.Text(parts[3]), type, key, bytes)
            : throw json.Fault($"has an item of {bytes.Length} bytes that is {(embedded ? "embedded" : "referred to")}");
    }

    private byte[] Decode(JsonElement data) =>
        data.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : Forgiving(json.Text(data));

    // Base64 as clients write it may have line breaks.
    private byte[] Forgiving(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : throw json.Fault("has data that are no BASE64");
    }

    private string Resolve(string array, string reference)
    {
        string key = keyOf(reference) ?? throw json.Fault($"refers to {reference}, which is elsewhere");
        string expected = $"{folder}/raw-data/{Folders[Arrays.ToList().IndexOf(array)]}/";
        if (!key.StartsWith(expected, StringComparison.Ordinal) || key.IndexOf('/', expected.Length) >= 0)
        {
            throw json.Fault($"refers to {key} from {array}");
        }

        if (!objects.ContainsKey(key))
        {
            throw json.Fault($"refers to {key}, which is not there");
        }

        return referenced.Add(key) ? key : throw json.Fault($"refers to {key} a second time");
    }

    [GeneratedRegex(@"\ATensor\[\w+;( -?[0-9]+(, -?[0-9]+)*)?\]\z")]
    private static partial Regex TensorForm();
}
