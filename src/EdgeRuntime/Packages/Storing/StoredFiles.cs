using System.IO.Enumeration;
using System.Security.Cryptography;
using EdgeActors.Storage.Files;
using EdgeActors.Wording;

namespace EdgeActors.Packages.Storing;

/// <summary>Compares a folder with the digests of its files. Blocks.</summary>
internal static class StoredFiles
{
    private const int BlockBytes = 128 << 10;

    // Also what is hidden: anything that was not there is a change.
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = 0,
        MaxRecursionDepth = 100,
    };

    /// <summary>What is not as it was; null when all is.</summary>
    /// <param name="folder">The package's folder.</param>
    /// <param name="files">What was unpacked into it.</param>
    /// <param name="cancelled">Ends it between two blocks.</param>
    public static string? Difference(DurableFolder folder, IReadOnlyList<PackageFile> files, CancellationToken cancelled)
    {
        try
        {
            HashSet<string> expected = new(files.Select(static file => file.Name), StringComparer.Ordinal);
            string? other = Names(folder).FirstOrDefault(name => !expected.Contains(name));
            return other is not null
                ? $"\"{Printable.Of(other)}\" was not in the package"
                : files.Select(file => Difference(folder, file, cancelled)).FirstOrDefault(static fault => fault is not null);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return unreadable.Message;
        }
    }

    private static string? Difference(DurableFolder folder, PackageFile file, CancellationToken cancelled)
    {
        using OpenedFile opened = folder.OpenRead(file.Name);
        if (opened.Length != file.Length)
        {
            return $"\"{Printable.Of(file.Name)}\" has {opened.Length} bytes and had {file.Length}";
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[BlockBytes];
        long place = 0;
        for (int read = opened.Read(block, place); read > 0; read = opened.Read(block, place))
        {
            cancelled.ThrowIfCancellationRequested();
            hash.AppendData(block, 0, read);
            place += read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset()) == file.Sha256 ? null : $"\"{Printable.Of(file.Name)}\" has other bytes than it had";
    }

    // Files and links; a link to a folder is one name and is not entered.
    private static FileSystemEnumerable<string> Names(DurableFolder folder) => new FileSystemEnumerable<string>(
        folder.Path,
        (ref FileSystemEntry entry) => Path.GetRelativePath(folder.Path, entry.ToFullPath()).Replace('\\', '/'),
        Everything)
    {
        ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory || IsLink(ref entry),
        ShouldRecursePredicate = static (ref FileSystemEntry entry) => !IsLink(ref entry),
    };

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;
}
