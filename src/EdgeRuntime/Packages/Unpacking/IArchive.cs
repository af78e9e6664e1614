namespace EdgeActors.Packages.Unpacking;

/// <summary>An archive that is read once, from front to back. What it says is not believed: see <see cref="Unpacker"/>.</summary>
internal interface IArchive : IDisposable
{
    /// <summary>The next file or folder; null at the end. What is left of the one before is passed over.</summary>
    /// <exception cref="PackageException">It is neither, or the archive is damaged.</exception>
    ArchiveEntry? Next();

    /// <summary>Reads from the file that <see cref="Next"/> gave; 0 at its end, which is where the archive said it would be.</summary>
    /// <exception cref="PackageException">The archive is damaged.</exception>
    int Read(Span<byte> buffer);
}

/// <summary>A file or a folder, as an archive names it.</summary>
/// <param name="Name">As it is written there.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Length">Bytes of the file.</param>
internal sealed record ArchiveEntry(byte[] Name, bool IsFolder, long Length);
