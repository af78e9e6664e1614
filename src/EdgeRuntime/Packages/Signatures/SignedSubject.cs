using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeActors.Packages.Signatures;

/// <summary>Something that a statement is about.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Its digest, lower-case hex.</param>
internal sealed partial record SignedSubject(string Name, string Sha256)
{
    private const string What = "the signed statement";

    /// <summary>Reads one. Other digests beside SHA-256 are passed over.</summary>
    /// <exception cref="PackageException">It has no name or no SHA-256.</exception>
    public static SignedSubject Read(JsonElement subject)
    {
        JsonElement digest = subject.TryGetProperty("digest", out JsonElement given) && given.ValueKind == JsonValueKind.Object
            ? given : throw new PackageException($"a subject of {What} has no \"digest\"");
        string sha256 = StrictJson.Text(digest, "sha256", What);
        return Digest().IsMatch(sha256)
            ? new SignedSubject(StrictJson.Text(subject, "name", What), sha256)
            : throw new PackageException($"a \"sha256\" of {What} is not 64 lower-case hex digits");
    }

    /// <summary>Writes it.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteStartObject("digest");
        json.WriteString("sha256", Sha256);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Digest();
}
