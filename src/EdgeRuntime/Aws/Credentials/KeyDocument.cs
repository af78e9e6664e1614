using System.Globalization;
using System.Text.Json;

namespace EdgeActors.Aws.Credentials;

/// <summary>Reads the JSON documents that hold keys. Nothing of a document that cannot be read is kept or shown.</summary>
internal sealed class KeyDocument
{
    private const int MaxDepth = 8;

    private readonly string? _parent;
    private readonly string _id;
    private readonly string _key;
    private readonly string _token;
    private readonly string _expiration;

    private KeyDocument(string? parent, string id, string key, string token, string expiration) =>
        (_parent, _id, _key, _token, _expiration) = (parent, id, key, token, expiration);

    /// <summary>As container endpoints and the instance metadata service write it.</summary>
    public static KeyDocument OfContainer { get; } = new(null, "AccessKeyId", "SecretAccessKey", "Token", "Expiration");

    /// <summary>As the AWS IoT endpoint writes it.</summary>
    public static KeyDocument OfIot { get; } = new("credentials", "accessKeyId", "secretAccessKey", "sessionToken", "expiration");

    /// <summary>The keys and their expiry in <paramref name="json"/>; null when they are not all there, well-formed and usable in a header.</summary>
    public (AwsKeys Keys, DateTimeOffset Expiration)? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            JsonElement root = document.RootElement;
            if (_parent is not null)
            {
                root = Member(root, _parent);
            }

            return Text(root, _id) is { } id && Text(root, _key) is { } key && Text(root, _token) is { } token
                && Text(root, _expiration) is { } text && DateTimeOffset.TryParse(
                    text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset expiration)
                ? (new AwsKeys(new Secret(id), new Secret(key), new Secret(token)), expiration)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement member) ? member : default;

    private static string? Text(JsonElement parent, string name)
    {
        JsonElement member = Member(parent, name);
        if (member.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            string text = member.GetString()!;
            return text.Length > 0 && text.All(c => c is > ' ' and < '\x7f') ? text : null;
        }
        catch (InvalidOperationException)
        {
            // A lone half of a surrogate pair, written as an escape: well-formed JSON, yet no text.
            return null;
        }
    }
}
