using System.Text.Json.Serialization;
using EdgeActors.Storage.Files;

namespace EdgeActors.Packages.Storing;

/// <summary>What is kept beside a package's folder: where it is from, and the digests that were taken when it was unpacked.</summary>
/// <param name="Format">Version of this form.</param>
/// <param name="Url">Where it was fetched from.</param>
/// <param name="Sha1">Of the package, lower-case hex.</param>
/// <param name="Sha256">Of the package, lower-case hex.</param>
/// <param name="Name">What it calls itself; null when it says nothing that can be told.</param>
/// <param name="Version">Its version; null likewise.</param>
/// <param name="Signer">Key of the signature that was good; null for none.</param>
/// <param name="Files">Its files.</param>
internal sealed record PackageRecord(
    string Format, string Url, string Sha1, string Sha256, string? Name, string? Version, string? Signer, IReadOnlyList<PackageFile> Files)
{
    /// <summary>The only form there is yet.</summary>
    public const string ThisFormat = "edgeactors-package/1";

    // 100,000 names of the longest kind.
    private const int MostBytes = 128 << 20;

    /// <summary>Reads one; null when there is none that makes sense, so that the package is fetched again.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static PackageRecord? Read(DurableFolder folder, string name)
    {
        PackageRecord? record = StoredJson.Read(folder, name, MostBytes, RecordJson.Default.PackageRecord);
        bool makesSense = record is { Format: ThisFormat, Sha1: not null, Sha256: not null, Files: not null }
            && record.Files.All(static entry => entry is { Name: not null, Sha256: not null });
        return makesSense ? record : null;
    }

    /// <summary>Writes it, durably.</summary>
    public Task WriteAsync(DurableFolder folder, string name) => StoredJson.WriteAsync(folder, name, this, RecordJson.Default.PackageRecord);
}

/// <summary>The form of records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PackageRecord))]
internal sealed partial class RecordJson : JsonSerializerContext;
