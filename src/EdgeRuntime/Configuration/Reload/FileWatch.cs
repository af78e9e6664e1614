namespace EdgeActors.Configuration.Reload;

/// <summary>
/// Notices that a file may have changed, also when it is replaced by another of its name, or is a link into a folder that is exchanged, as
/// Kubernetes does it. What this misses a regular look finds.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    // The folder beside a mounted file that is exchanged as a whole is called ..data.
    private const string Exchanged = "..";

    private readonly FileSystemWatcher _watcher;

    /// <summary>Begins to watch.</summary>
    /// <param name="path">The file.</param>
    /// <param name="changed">Called on any thread, perhaps often.</param>
    /// <exception cref="IOException">The system watches no more files for this user.</exception>
    /// <exception cref="ArgumentException">There is no such folder.</exception>
    public FileWatch(string path, Action changed)
    {
        string full = Path.GetFullPath(path);
        string name = Path.GetFileName(full);
        _watcher = new FileSystemWatcher(Path.GetDirectoryName(full)!)
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        void Look(string? touched)
        {
            if (touched is null || touched == name || touched.StartsWith(Exchanged, StringComparison.Ordinal))
            {
                changed();
            }
        }

        _watcher.Changed += (_, what) => Look(what.Name);
        _watcher.Created += (_, what) => Look(what.Name);
        _watcher.Deleted += (_, what) => Look(what.Name);
        _watcher.Renamed += (_, what) => Look(what.Name);
        _watcher.Error += (_, _) => changed();
        _watcher.EnableRaisingEvents = true;
    }

    /// <inheritdoc />
    public void Dispose() => _watcher.Dispose();
}
