namespace EdgeActors.Specs.PowerLoss;

/// <summary>
/// A disk that forgets what was not synced. As ext4 does it, syncing a new file makes its name durable too; a rename or removal
/// is durable only with a sync of its folder, and changes of names reach the disk in their order.
/// </summary>
internal sealed class CrashDisk
{
    private readonly Dictionary<string, Inode> _now = [];
    private readonly Dictionary<string, Inode> _durable = [];
    private readonly List<(DiskEvent Change, Inode? File)> _names = [];

    /// <summary>Folders are made again in every state: a missing one only hides what is in it.</summary>
    public HashSet<string> Folders { get; } = [];

    public void Do(DiskEvent happened)
    {
        switch (happened)
        {
            case DiskEvent.FolderCreated made:
                Folders.Add(made.Path);
                break;
            case DiskEvent.Created created:
                Name(created, _now[created.Path] = new Inode());
                break;
            case DiskEvent.Written written:
                _now[written.Path].Add(written);
                break;
            case DiskEvent.Truncated truncated:
                _now[truncated.Path].Add(truncated);
                break;
            case DiskEvent.Removed removed:
                _now.Remove(removed.Path);
                Name(removed, null);
                break;
            case DiskEvent.Renamed renamed:
                Inode moved = _now[renamed.From];
                _now.Remove(renamed.From);
                _now[renamed.To] = moved;
                Name(renamed, moved);
                break;
            case DiskEvent.Synced synced:
                Sync(synced.Path);
                break;
            default:
                break;
        }
    }

    /// <summary>What a crash may leave now; the same random numbers give the same states.</summary>
    public IEnumerable<Dictionary<string, byte[]>> States(Random random)
    {
        bool dirty = _names.Count > 0 || _now.Values.Any(file => file.Pending > 0);
        yield return State(0, file => file.None());
        if (!dirty)
        {
            yield break;
        }

        yield return State(_names.Count, file => file.All());
        yield return State(0, file => file.All());
        yield return State(_names.Count, file => file.None());
        yield return State(random.Next(_names.Count + 1), file => file.Prefix(random));
        yield return State(random.Next(_names.Count + 1), file => file.Some(random));
        yield return State(_names.Count, file => file.Some(random));
    }

    private void Name(DiskEvent change, Inode? file) => _names.Add((change, file));

    private void Sync(string path)
    {
        if (_now.TryGetValue(path, out Inode? file))
        {
            file.Sync();
            Settle(name => name.File == file && name.Change is DiskEvent.Created);
        }
        else
        {
            Settle(name => Touches(name.Change, path));
        }
    }

    // Changes of other names that were made before stay pending: only the strictest reading finds a missing sync. Those of the same name
    // go first: a file that is there again must not fall to the removal of the one before it.
    private void Settle(Predicate<(DiskEvent Change, Inode? File)> durable)
    {
        HashSet<string> names = [];
        Stack<(DiskEvent Change, Inode? File)> settled = [];
        for (int at = _names.Count - 1; at >= 0; at--)
        {
            string[] changed = Names(_names[at].Change);
            if (durable(_names[at]) || names.Overlaps(changed))
            {
                names.UnionWith(changed);
                settled.Push(_names[at]);
                _names.RemoveAt(at);
            }
        }

        foreach ((DiskEvent change, Inode? file) in settled)
        {
            Apply(_durable, change, file);
        }
    }

    private Dictionary<string, byte[]> State(int names, Func<Inode, byte[]> content)
    {
        Dictionary<string, Inode> files = new(_durable);
        foreach ((DiskEvent change, Inode? file) in _names.Take(names))
        {
            Apply(files, change, file);
        }

        return files.ToDictionary(file => file.Key, file => content(file.Value));
    }

    private static bool Touches(DiskEvent change, string folder) => Names(change).Any(name => Path.GetDirectoryName(name) == folder);

    private static string[] Names(DiskEvent change) => change switch
    {
        DiskEvent.Created created => [created.Path],
        DiskEvent.Removed removed => [removed.Path],
        DiskEvent.Renamed renamed => [renamed.From, renamed.To],
        _ => [],
    };

    private static void Apply(Dictionary<string, Inode> files, DiskEvent change, Inode? file)
    {
        switch (change)
        {
            case DiskEvent.Created created:
                files[created.Path] = file!;
                break;
            case DiskEvent.Removed removed:
                files.Remove(removed.Path);
                break;
            case DiskEvent.Renamed renamed:
                files.Remove(renamed.From);
                files[renamed.To] = file!;
                break;
            default:
                break;
        }
    }
}
