using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Models.Package;
using EdgeActors.Packages;
using EdgeActors.Packages.Creating;
using EdgeActors.Packages.Signatures;
using EdgeActors.Specs.Models;

namespace EdgeActors.Specs.Simulation;

/// <summary>Packages of simulated models, good ones and such as no device may take.</summary>
internal static class SimulatedPackages
{
    private const string Name = "pump";

    /// <summary>A package as operators make it.</summary>
    public static byte[] Good(SimulatedBehaviour behaviour) => Archive(new ModelFile(SimulatedBehaviour.FileName, null, Encoding.UTF8.GetBytes(behaviour.ToString())), behaviour.Version);

    /// <summary>One that ends before its end.</summary>
    public static byte[] Truncated(SimulatedBehaviour behaviour) => Good(behaviour)[..^40];

    /// <summary>A few kilobytes that unpack to gigabytes.</summary>
    public static byte[] Bomb()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        using (TarWriter tar = new(gzip, TarEntryFormat.Pax))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, SimulatedBehaviour.FileName) { DataStream = new Zeros(2L << 30) });
        }

        return packed.ToArray();
    }

    /// <summary>One with an entry of another kind or another place than a package may have.</summary>
    public static byte[] With(TarEntryType type, string name, string? link = null)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (TarWriter tar = new(gzip, TarEntryFormat.Pax))
        {
            PaxTarEntry entry = new(type, name);
            if (link is not null)
            {
                entry.LinkName = link;
            }
            else
            {
                entry.DataStream = new MemoryStream("2 load=ok run=ok latency=0 tires=0"u8.ToArray());
            }

            tar.WriteEntry(entry);
        }

        return packed.ToArray();
    }

    /// <summary>A signature over a package, and over its files where it has such as can be signed.</summary>
    public static byte[] Signature(SigningKey key, byte[] package)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, package);
            return key.Sign(Statement(file, package)).Write();
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Where the package of a version is, as documents say it.</summary>
    public static string Url(string version, byte[] package) => FleetTree.PackageUrl(Name, version, Convert.ToHexStringLower(SHA256.HashData(package)));

    /// <summary>A definition that names a package with its right sums.</summary>
    public static ModelDefinition Definition(string handle, string version, byte[] package) => new()
    {
        Handle = handle,
        Url = Url(version, package),
        ChecksumType = "SHA1",
        Checksum = Convert.ToHexStringLower(Sha1(package)),
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(package)),
    };

    private static PackageStatement Statement(string file, byte[] package)
    {
        const string name = "package.tar.gz";
        try
        {
            return PackageFacts.Of(file, new PackageOptions(), CancellationToken.None).Statement(name, expires: null);
        }
        catch (PackageException)
        {
            // Whoever holds the key may sign what no device can unpack.
            return new PackageStatement(new SignedSubject(name, Convert.ToHexStringLower(SHA256.HashData(package))), [], null, null, null);
        }
    }

    // The wire of the old service has nothing else.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "the contract's checksum")]
    private static byte[] Sha1(byte[] package) => SHA1.HashData(package);

    private static byte[] Archive(ModelFile model, int version)
    {
        byte[] manifest = Encoding.UTF8.GetBytes($$$"""{"metadata":{"model_name":"{{{Name}}}","model_version":"{{{version}}}"}}""");
        using MemoryStream packed = new();
        ReproducibleArchive.Write([model, new ModelFile(PackageManifest.FileNames[0], null, manifest)], packed);
        return packed.ToArray();
    }

    private sealed class Zeros(long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => _position;
            set => _position = value;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(count, length - _position);
            buffer.AsSpan(offset, read).Clear();
            _position += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => length + offset,
        };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
