using System.IO.Compression;

namespace EdgeActors.Packaging.Archives;

/// <summary>A zip whose bytes depend on nothing but names, modes and contents: entries in ordinal order, all from one moment.</summary>
internal static class SameZip
{
    private static readonly DateTimeOffset Oldest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs all files below <paramref name="folder"/>.</summary>
    /// <exception cref="PackagingException">There is a link: Greengrass would unpack it as a text file.</exception>
    public static void Create(string folder, string file, DateTimeOffset moment)
    {
        using FileStream target = new(file, FileMode.Create);
        using ZipArchive zip = new(target, ZipArchiveMode.Create);
        foreach (FileInfo part in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
                     .OrderBy(f => Name(folder, f), StringComparer.Ordinal))
        {
            if (part.LinkTarget is not null)
            {
                throw new PackagingException($"'{part.FullName}' is a link, and Greengrass unpacks links as text; put the file itself there.");
            }

            ZipArchiveEntry entry = zip.CreateEntry(Name(folder, part), CompressionLevel.SmallestSize);
            entry.LastWriteTime = moment < Oldest ? Oldest : moment;
            entry.ExternalAttributes = Mode(part) << 16;
            using Stream to = entry.Open();
            using FileStream from = part.OpenRead();
            from.CopyTo(to);
        }
    }

    private static string Name(string folder, FileInfo part) => Path.GetRelativePath(folder, part.FullName).Replace('\\', '/');

    // A plain file: what is executable for its owner is so for all, whatever the umask of the build was.
    private static int Mode(FileInfo part) =>
        !OperatingSystem.IsWindows() && part.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? 0x81ED : 0x81A4;
}
