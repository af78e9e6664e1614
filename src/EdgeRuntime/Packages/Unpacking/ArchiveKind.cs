using System.IO.Compression;
using EdgeActors.Packages.Unpacking.Tar;
using EdgeActors.Packages.Unpacking.Zip;

namespace EdgeActors.Packages.Unpacking;

/// <summary>Tells archives by their first bytes, not by their names.</summary>
internal static class ArchiveKind
{
    /// <summary>Opens a tar, a tar.gz or a zip.</summary>
    /// <exception cref="PackageException">It is none.</exception>
    public static IArchive Open(Stream package, UnpackLimits limits)
    {
        Span<byte> begin = stackalloc byte[TarHeader.Bytes];
        package.Position = 0;
        begin = begin[..package.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)];
        package.Position = 0;
        if (begin.StartsWith("PK"u8))
        {
            return ZipArchiveReader.Open(package, limits.Files);
        }

        bool isCompressed = begin.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        return isCompressed || TarHeader.IsHeader(begin)
            ? new TarArchive(
                isCompressed ? new GZipStream(package, CompressionMode.Decompress, leaveOpen: true) : package, limits.Files, leaveOpen: !isCompressed)
            : throw new PackageException("the package is neither a tar, a tar.gz nor a zip");
    }
}
