using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Credentials.Iot;
using EdgeActors.Configuration;
using EdgeActors.Storage.Files;
using EdgeActors.Wording;

namespace EdgeActors.Fleet.Serving.Keys;

/// <summary>
/// The file of access keys: <c>{"keys": [{"id": "…", "secret": "…", "devices": ["press-*"]}]}</c>. Secrets come into no message.
/// </summary>
internal static class KeyFile
{
    /// <summary>Bytes of the largest file.</summary>
    public const int MostBytes = 4 << 20;

    /// <summary>Keys at most.</summary>
    public const int MostKeys = 10_000;

    private const int MostPatterns = 1000;
    private const int LeastSecret = 16;
    private const int MostSecret = 128;
    private const int MostId = 128;
    private const int MaxDepth = 8;

    /// <summary>The keys by their ids.</summary>
    /// <exception cref="ConfigurationException">The file cannot be used; every fault is told.</exception>
    public static FrozenDictionary<string, AccessKey> Read(string path)
    {
        if (KeyFileMode.OpenToOthers(path) is { } mode)
        {
            throw Fault(path, $"is open to other users (mode {mode})", "set its mode to 0600: whoever reads it can speak for every device");
        }

        return Parse(Bytes(path), path);
    }

    /// <summary>The keys in a document.</summary>
    /// <param name="json">It.</param>
    /// <param name="path">Where it is from, for messages.</param>
    /// <exception cref="ConfigurationException">It cannot be used; every fault is told.</exception>
    public static FrozenDictionary<string, AccessKey> Parse(ReadOnlyMemory<byte> json, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            if (Member(document.RootElement, "keys") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() is 0 or > MostKeys)
            {
                throw Fault(path, "has no list \"keys\"", $"give an object with 1 to {MostKeys} keys in it, as docs/fleet-rest.md shows");
            }

            return Keys(list, path);
        }
        catch (JsonException)
        {
            throw Fault(path, "is no JSON, or names a member twice", "write it as docs/fleet-rest.md shows");
        }
    }

    private static FrozenDictionary<string, AccessKey> Keys(JsonElement list, string path)
    {
        Dictionary<string, AccessKey> keys = new(StringComparer.Ordinal);
        List<ConfigurationFault> faults = [];
        foreach ((int i, JsonElement entry) in list.EnumerateArray().Index())
        {
            string at = $"{path}: keys[{i}]";
            string? id = Text(entry, "id");
            string? secret = Text(entry, "secret");
            ImmutableArray<NamePattern> devices = Patterns(entry, at, faults);
            if (id is not { Length: > 0 and <= MostId } || !id.All(static c => c == '_' || char.IsAsciiLetterOrDigit(c)))
            {
                faults.Add(new($"{at}.id", id is null ? null : Printable.Of(id), "is no access key id", $"give 1 to {MostId} letters, digits and underscores"));
            }
            else if (secret is not { Length: >= LeastSecret and <= MostSecret } || !secret.All(static c => c is > ' ' and <= '~'))
            {
                faults.Add(new($"{at}.secret", null, "is no secret key", $"give {LeastSecret} to {MostSecret} random characters without blanks"));
            }
            else if (!keys.TryAdd(id, new AccessKey(new Secret(secret), devices)))
            {
                faults.Add(new($"{at}.id", id, "is there twice", "name all devices of a key in one entry"));
            }
        }

        return faults.Count == 0 ? keys.ToFrozenDictionary(StringComparer.Ordinal) : throw new ConfigurationException(faults);
    }

    private static ImmutableArray<NamePattern> Patterns(JsonElement entry, string at, List<ConfigurationFault> faults)
    {
        if (Member(entry, "devices") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() is 0 or > MostPatterns)
        {
            faults.Add(new($"{at}.devices", null, "is no list of devices", $"give 1 to {MostPatterns} names, or [\"*\"] for a key of all devices"));
            return [];
        }

        NamePattern?[] patterns = [.. list.EnumerateArray().Select(static item => item.ValueKind == JsonValueKind.String ? NamePattern.Parse(item.GetString()!) : null)];
        if (patterns.Contains(null))
        {
            faults.Add(new($"{at}.devices", null, "has what no device is called", "give names of 1 to 63 letters, digits, dashes and underscores, with * for any characters"));
            return [];
        }

        return [.. patterns!];
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            byte[] bytes = new byte[Math.Min(file.Length, MostBytes + 1)];
            file.ReadExactly(bytes);
            return bytes.Length <= MostBytes ? bytes : throw Fault(path, $"is larger than {MostBytes} bytes", "name the file of access keys");
        }
        catch (Exception exception) when (UnreadableFile.Is(exception))
        {
            throw Fault(path, $"cannot be read ({UnreadableFile.Why(path, exception)})", "name the file of access keys, readable by this user only");
        }
    }

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement member) ? member : null;

    private static string? Text(JsonElement parent, string name)
    {
        try
        {
            return Member(parent, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no text.
            return null;
        }
    }

    private static ConfigurationException Fault(string path, string rule, string fix) => new([new ConfigurationFault("--keys", path, rule, fix)]);
}
