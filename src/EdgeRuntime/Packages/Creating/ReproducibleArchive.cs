using System.Formats.Tar;
using System.IO.Compression;

namespace EdgeActors.Packages.Creating;

/// <summary>Writes a tar.gz that is the same, byte for byte, whenever and by whomever it is made of the same files with the same program.</summary>
internal static class ReproducibleArchive
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes it.</summary>
    /// <param name="files">In the order that they have there.</param>
    /// <param name="target">Where to; stays the caller's.</param>
    /// <exception cref="PackageException">A name is too long for it, or a file too large.</exception>
    public static void Write(IEnumerable<ModelFile> files, Stream target)
    {
        // .NET's gzip header has no time and no name in it.
        using GZipStream packed = new(target, CompressionLevel.Optimal, leaveOpen: true);
        using TarWriter tar = new(packed, TarEntryFormat.Ustar);
        foreach (ModelFile file in files)
        {
            using Stream content = file.Path is null ? new MemoryStream(file.Content ?? [], writable: false) : File.OpenRead(file.Path);
            UstarTarEntry entry = new(TarEntryType.RegularFile, file.Name)
            {
                DataStream = content,
                Mode = Mode,
                ModificationTime = DateTimeOffset.UnixEpoch,
                Uid = 0,
                Gid = 0,
                UserName = "",
                GroupName = "",
            };
            try
            {
                tar.WriteEntry(entry);
            }
            catch (ArgumentException unfit)
            {
                throw new PackageException($"\"{file.Name}\" does not fit into a tar: its name is too long, or it has 8 GiB or more", cause: unfit);
            }
        }
    }
}
