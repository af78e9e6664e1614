using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeActors.Packaging.Contents;

namespace EdgeActors.Packaging.Documents;

/// <summary>What the bill is for.</summary>
internal sealed record Product(string Version, string Rid)
{
    /// <summary>Name of the program.</summary>
    public const string Name = "edgeactors";

    /// <summary>Package URL.</summary>
    public string Purl => $"pkg:generic/{Name}@{Version}?platform={Rid}";
}

/// <summary>A bill of materials in CycloneDX 1.5, the same bytes for the same parts and moment.</summary>
internal static class Sbom
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes it.</summary>
    public static byte[] Write(Product product, IReadOnlyList<Component> parts, DateTimeOffset moment)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Layout))
        {
            json.WriteStartObject();
            json.WriteString("bomFormat", "CycloneDX");
            json.WriteString("specVersion", "1.5");
            json.WriteString("serialNumber", "urn:uuid:" + Serial(product, parts, moment));
            json.WriteNumber("version", 1);
            json.WriteStartObject("metadata");
            json.WriteString("timestamp", moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ"));
            json.WriteStartObject("component");
            Identity(json, "application", Product.Name, product.Version, product.Purl);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartArray("components");
            foreach (Component part in parts)
            {
                Part(json, part);
            }

            json.WriteEndArray();
            Dependencies(json, product, parts);
            json.WriteEndObject();
        }

        return [.. bytes.ToArray(), (byte)'\n'];
    }

    private static void Part(Utf8JsonWriter json, Component part)
    {
        json.WriteStartObject();
        Identity(json, "library", part.Name, part.Version, part.Purl);
        if (part.Sha512 is not null)
        {
            json.WriteStartArray("hashes");
            json.WriteStartObject();
            json.WriteString("alg", "SHA-512");
            json.WriteString("content", part.Sha512);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteStartArray("licenses");
        json.WriteStartObject();
        if (part.Licence.Expression is { } expression)
        {
            json.WriteString("expression", expression);
        }
        else
        {
            json.WriteStartObject("license");
            json.WriteString("name", $"see NOTICE.txt, {part.Name}");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Identity(Utf8JsonWriter json, string type, string name, string version, string purl)
    {
        json.WriteString("type", type);
        json.WriteString("bom-ref", purl);
        json.WriteString("name", name);
        json.WriteString("version", version);
        json.WriteString("purl", purl);
    }

    private static void Dependencies(Utf8JsonWriter json, Product product, IReadOnlyList<Component> parts)
    {
        Dictionary<string, string> purls = parts.ToDictionary(p => p.Name, p => p.Purl);
        json.WriteStartArray("dependencies");
        Edge(json, product.Purl, purls.Values);
        foreach (Component part in parts)
        {
            Edge(json, part.Purl, part.DependsOn.Select(name => purls[name]));
        }

        json.WriteEndArray();
    }

    private static void Edge(Utf8JsonWriter json, string from, IEnumerable<string> to)
    {
        json.WriteStartObject();
        json.WriteString("ref", from);
        json.WriteStartArray("dependsOn");
        foreach (string purl in to.Order(StringComparer.Ordinal))
        {
            json.WriteStringValue(purl);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // The format wants a UUID; one from the content is new exactly when the content is.
    private static Guid Serial(Product product, IReadOnlyList<Component> parts, DateTimeOffset moment)
    {
        string content = string.Join('\n', parts.Select(p => $"{p.Purl} {p.Sha512}").Prepend($"{product.Purl} {moment.ToUnixTimeSeconds()}"));
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(content))[..16];
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
