using System.Text.Json;
using EdgeActors.Models.Package;
using EdgeActors.Packages.Downloading;
using EdgeActors.Packages.Signatures;
using EdgeActors.Packages.Unpacking;

namespace EdgeActors.Packages.Creating;

/// <summary>What a package file is, found by reading all of it as a device would, but for writing anything.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha1">Lower-case hex.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Manifest">What it calls its model.</param>
/// <param name="Files">Its files.</param>
internal sealed record PackageFacts(long Bytes, string Sha1, string Sha256, PackageManifest Manifest, IReadOnlyList<PackageFile> Files)
{
    private const int BlockBytes = 128 << 10;

    /// <summary>Reads a package. Blocks.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How large it may be, and what it may make of itself.</param>
    /// <param name="cancelled">Ends it.</param>
    /// <exception cref="PackageException">A device with these options would refuse it.</exception>
    public static PackageFacts Of(string path, PackageOptions options, CancellationToken cancelled)
    {
        ManifestTarget target = new();
        return Of(path, options, target, target.Manifest, cancelled);
    }

    /// <summary>Reads a package whose files are wanted. Blocks.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How large it may be, and what it may make of itself.</param>
    /// <param name="target">Where its files go.</param>
    /// <param name="manifest">Gives its manifest once they are there.</param>
    /// <param name="cancelled">Ends it.</param>
    /// <exception cref="PackageException">A device with these options would refuse it, or the target does.</exception>
    public static PackageFacts Of(
        string path, PackageOptions options, IPackageTarget target, Func<PackageManifest> manifest, CancellationToken cancelled)
    {
        using FileStream package = File.OpenRead(path);
        options.Admit(package.Length);
        IReadOnlyList<PackageFile> files = Unpacker.Unpack(package, options.Unpacked, target, cancelled);
        (string sha1, string sha256) = Digests(package);
        return new PackageFacts(package.Length, sha1, sha256, manifest(), files);
    }

    /// <summary>What is signed about it.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="expires">Until when; null for ever.</param>
    public PackageStatement Statement(string name, DateTimeOffset? expires) => new(
        new SignedSubject(name, Sha256),
        [.. Files.Select(static file => new SignedSubject(file.Name, file.Sha256))],
        Manifest.Name,
        Manifest.Version,
        expires);

    /// <summary>Writes it for programs.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteNumber("bytes", Bytes);
        json.WriteString("sha1", Sha1);
        json.WriteString("sha256", Sha256);
        json.WriteString("name", Manifest.Name);
        json.WriteString("version", Manifest.Version);
        json.WriteStartArray("files");
        foreach (PackageFile file in Files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteNumber("bytes", file.Length);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static (string Sha1, string Sha256) Digests(FileStream package)
    {
        using PackageDigests digests = new();
        byte[] block = new byte[BlockBytes];
        package.Position = 0;
        for (int read = package.Read(block); read > 0; read = package.Read(block))
        {
            digests.Append(block.AsSpan(0, read));
        }

        return digests.Finish();
    }

    // Keeps the bytes of manifests and nothing else.
    private sealed class ManifestTarget : IPackageTarget
    {
        private readonly Dictionary<string, MemoryStream> _kept = new(StringComparer.Ordinal);

        public void MakeFolder(string path) => NoTarget.Instance.MakeFolder(path);

        public IPackageFile Create(string path, long length) =>
            PackageManifest.FileNames.Contains(path) && length is > 0 and <= PackageManifest.MaxBytes
                ? new Kept(_kept[path] = new MemoryStream())
                : NoTarget.Instance;

        // The one that a device would read.
        public PackageManifest Manifest() => PackageManifest.FileNames.FirstOrDefault(_kept.ContainsKey) is { } name
            ? PackageManifest.Parse(_kept[name].ToArray())
            : PackageManifest.None;

        private sealed class Kept(MemoryStream bytes) : IPackageFile
        {
            public void Write(ReadOnlySpan<byte> content) => bytes.Write(content);

            public void Complete() => NoTarget.Instance.Complete();

            public void Dispose() => NoTarget.Instance.Dispose();
        }
    }
}
