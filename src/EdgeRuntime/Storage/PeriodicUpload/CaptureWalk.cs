using EdgeActors.Storage.Files;

namespace EdgeActors.Storage.PeriodicUpload;

/// <summary>
/// Lists the files of folders that changed since their files were all dealt with. A folder's time changes with its entries, so that the
/// folders
/// of past hours cost one look each.
/// </summary>
internal sealed class CaptureWalk(string root, TimeProvider time)
{
    // A folder younger than this may get another file within the same tick of the file system's clock.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    private static readonly EnumerationOptions OneFolder = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    private readonly Dictionary<string, (DateTime Changed, string[] Folders, bool Finished)> _seen = new(StringComparer.Ordinal);

    /// <summary>Folders whose files were listed, since the start.</summary>
    public long Listed { get; private set; }

    /// <summary>Names of files by hour's folder, oldest first, that may still have to be uploaded.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public IReadOnlyList<IGrouping<string, string>> Changed()
    {
        List<string> files = [];
        if (Directory.Exists(root))
        {
            Walk("", files);
        }

        return [.. files.GroupBy(UploadPlan.HourFolder).OrderBy(group => DiskSink.ObjectKey.Hour(group.Key + "/x"), StringComparer.Ordinal)
            .ThenBy(group => group.Key, StringComparer.Ordinal)];
    }

    /// <summary>Notes that nothing is left to do for an hour's folder as it was at the walk.</summary>
    public void Finish(string hourFolder, IEnumerable<string> names)
    {
        DateTime settled = time.GetUtcNow().UtcDateTime - Settled;
        foreach (string folder in names.Select(LeftOvers.FolderPart).Append(hourFolder).Distinct())
        {
            if (_seen.TryGetValue(folder, out (DateTime Changed, string[] Folders, bool Finished) seen) && seen.Changed < settled)
            {
                _seen[folder] = seen with { Finished = true };
            }
        }
    }

    private void Walk(string folder, List<string> files)
    {
        string path = Path.Combine(root, folder);
        DateTime changed = Directory.GetLastWriteTimeUtc(path);
        bool known = _seen.TryGetValue(folder, out (DateTime Changed, string[] Folders, bool Finished) seen);
        if (!known || seen.Changed != changed || !seen.Finished)
        {
            seen = (changed, [], false);
            List<string> folders = [];
            foreach (FileSystemInfo entry in new DirectoryInfo(path).EnumerateFileSystemInfos("*", OneFolder).Where(e => !e.Name.StartsWith('.')))
            {
                (entry is DirectoryInfo ? folders : files).Add(folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}");
            }

            Listed++;
            _seen[folder] = seen = seen with { Folders = [.. folders] };
        }

        foreach (string below in seen.Folders)
        {
            Walk(below, files);
        }
    }
}
