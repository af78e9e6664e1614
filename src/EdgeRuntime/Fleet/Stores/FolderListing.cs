using EdgeActors.Storage.Files;

namespace EdgeActors.Fleet.Stores;

/// <summary>Lists the files of a folder as the keys of a bucket are listed.</summary>
internal static class FolderListing
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <summary>
    /// Keys that begin with <paramref name="prefix"/>, in ordinal order, at most <paramref name="most"/>; temporary and other dot files left out, links
    /// neither listed nor followed.
    /// </summary>
    /// <exception cref="StorageException">The root is not there, or something may not be read.</exception>
    public static IReadOnlyCollection<string> Of(IFileCalls calls, string root, string prefix, int most, CancellationToken cancelled)
    {
        SortedSet<string> first = new(StringComparer.Ordinal);
        Each(
            calls, root, prefix,
            (key, file) =>
            {
                if (!key.Split('/').Any(part => part.StartsWith('.')))
                {
                    first.Add(key);
                    _ = first.Count > most && first.Remove(first.Max!);
                }
            },
            cancelled);
        return first;
    }

    /// <summary>Keys of temporary files that were last written before <paramref name="before"/>: who began them has died.</summary>
    /// <exception cref="StorageException">The root is not there, or something may not be read.</exception>
    public static IReadOnlyCollection<string> Unfinished(IFileCalls calls, string root, string prefix, DateTimeOffset before, CancellationToken cancelled)
    {
        List<string> unfinished = [];
        Each(
            calls, root, prefix,
            (key, file) =>
            {
                if (DurableFile.IsTemporary(LeftOvers.NamePart(key)) && File.GetLastWriteTimeUtc(file) < before.UtcDateTime)
                {
                    unfinished.Add(key);
                }
            },
            cancelled);
        return unfinished;
    }

    private static void Each(IFileCalls calls, string root, string prefix, Action<string, string> see, CancellationToken cancelled)
    {
        if (Enter(calls, root, prefix) is not { } folder)
        {
            return;
        }

        try
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*", Everything))
            {
                cancelled.ThrowIfCancellationRequested();
                string key = Path.GetRelativePath(root, file).Replace('\\', '/');
                if (key.StartsWith(prefix, StringComparison.Ordinal))
                {
                    see(key, file);
                }
            }
        }
        catch (UnauthorizedAccessException)
        {
            throw new StorageException(StorageFault.ReadOnly, Errors.AccessDenied, $"cannot list {folder}: permission denied");
        }
        catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException)
        {
            throw new StorageException(StorageFault.Missing, Errors.NotFound, $"cannot list {folder}: it has gone");
        }
    }

    /// <summary>The folder that the prefix leads to, without a link on the way; null when it is not there.</summary>
    private static string? Enter(IFileCalls calls, string root, string prefix)
    {
        OpenedFile folder = OpenedFile.Open(calls, null, root, FileOpening.Folder);
        try
        {
            foreach (string part in LeftOvers.FolderPart(prefix).Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                using OpenedFile above = folder;
                folder = FolderPath.Enter(calls, above, part, create: false);
            }

            return folder.Path;
        }
        catch (StorageException e) when (e.Fault == StorageFault.Missing)
        {
            return null;
        }
        finally
        {
            folder.Dispose();
        }
    }
}
