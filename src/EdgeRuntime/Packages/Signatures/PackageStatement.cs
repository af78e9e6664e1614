using System.Globalization;
using System.Text.Json;
using EdgeActors.Packages.Unpacking;
using EdgeActors.Wording;

namespace EdgeActors.Packages.Signatures;

/// <summary>What is said, and signed, about a package (an in-toto statement): its own digest first, then that of each file in it.</summary>
/// <param name="Package">Its name, for people, and digest.</param>
/// <param name="Files">Its files and their digests.</param>
/// <param name="Model">Name of the model; null when nothing is said.</param>
/// <param name="Version">Version of the model; null when nothing is said.</param>
/// <param name="Expires">From then on the statement says nothing; null for never.</param>
internal sealed record PackageStatement(
    SignedSubject Package, IReadOnlyList<SignedSubject> Files, string? Model, string? Version, DateTimeOffset? Expires)
{
    /// <summary>The payload's type in an envelope.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    /// <summary>The statement's type.</summary>
    public const string Type = "https://in-toto.io/Statement/v1";

    /// <summary>What kind of statement about its subjects it is.</summary>
    public const string PredicateType = "urn:edgeactors:model-package:v1";

    private const string What = "the signed statement";
    private const int MostSubjects = 100_001;
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Reads a statement.</summary>
    /// <exception cref="PackageException">It is none of this kind.</exception>
    public static PackageStatement Read(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = StrictJson.Parse(json, What);
        JsonElement root = document.RootElement;
        Expect(root, "_type", Type);
        Expect(root, "predicateType", PredicateType);
        SignedSubject[] subjects = [.. StrictJson.Objects(root, "subject", MostSubjects, What).Select(SignedSubject.Read)];
        JsonElement predicate = root.TryGetProperty("predicate", out JsonElement given) && given.ValueKind == JsonValueKind.Object
            ? given : throw new PackageException($"{What} has no \"predicate\"");
        return new PackageStatement(
            subjects[0],
            Checked(subjects[1..]),
            StrictJson.TextOrNull(predicate, "model", What),
            StrictJson.TextOrNull(predicate, "version", What),
            StrictJson.TextOrNull(predicate, "expires", What) is { } expires ? Time(expires) : null);
    }

    /// <summary>The statement as it is signed.</summary>
    public byte[] Write()
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteString("_type", Type);
            json.WriteStartArray("subject");
            foreach (SignedSubject subject in Files.Prepend(Package))
            {
                subject.Write(json);
            }

            json.WriteEndArray();
            json.WriteString("predicateType", PredicateType);
            json.WriteStartObject("predicate");
            Write(json, "model", Model);
            Write(json, "version", Version);
            Write(json, "expires", Expires?.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>What of the files that were unpacked is not as it was signed; null when all is.</summary>
    public string? Difference(IReadOnlyList<PackageFile> unpacked)
    {
        Dictionary<string, string> signed = Files.ToDictionary(file => file.Name, file => file.Sha256, StringComparer.Ordinal);
        foreach (PackageFile file in unpacked)
        {
            if (!signed.Remove(file.Name, out string? digest))
            {
                return $"\"{Printable.Of(file.Name)}\" is in the package and was not signed";
            }

            if (digest != file.Sha256)
            {
                return $"\"{Printable.Of(file.Name)}\" is another than was signed";
            }
        }

        return signed.Count == 0 ? null : $"\"{Printable.Of(signed.Keys.Order(StringComparer.Ordinal).First())}\" was signed and is not in the package";
    }

    private static SignedSubject[] Checked(SignedSubject[] files)
    {
        TakenNames names = new();
        foreach (SignedSubject file in files)
        {
            names.AddFile(file.Name);
        }

        return files;
    }

    private static void Expect(JsonElement root, string name, string expected)
    {
        if (StrictJson.Text(root, name, What) != expected)
        {
            throw new PackageException($"\"{name}\" of {What} is not \"{expected}\"");
        }
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw new PackageException($"\"expires\" of {What} is no time like 2030-12-31T00:00:00Z");

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
