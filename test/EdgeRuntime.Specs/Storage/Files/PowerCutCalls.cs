using EdgeActors.Storage.Files;

namespace EdgeActors.Specs.Storage.Files;

/// <summary>
/// Real calls, and beside them a model of what is on stable storage: of a file what was written before its last fsync, of a folder the names that it had
/// at its last fsync. At any moment the folder can be made again as a power cut would leave it.
/// </summary>
/// <param name="root">The folder; it is there, and all in it is durable.</param>
/// <param name="before">Called before each call that changes something.</param>
internal sealed class PowerCutCalls(string root, Action<PowerCutCalls> before) : IFileCalls
{
    private readonly IFileCalls _real = FileCalls.ForThisSystem();
    private readonly Dictionary<int, Node> _open = [];
    private readonly Node _root = new(isFolder: true);

    public uint? User => _real.User;

    /// <summary>Makes the folder again.</summary>
    /// <param name="target">Where, a folder that is there and empty.</param>
    /// <param name="namesAreDurable">Whether the file system had written names by itself, as it may: then only content is missing.</param>
    public void Restore(string target, bool namesAreDurable) => Restore(_root, target, namesAreDurable);

    public int Open(int folder, string name, FileOpening opening)
    {
        Changes(opening == FileOpening.Create);
        int descriptor = _real.Open(folder, name, opening);
        if (descriptor >= 0)
        {
            Node? above = At(folder, name, out string last);
            _open[descriptor] = above is null ? new Node(isFolder: true)
                : last.Length == 0 ? above
                : opening == FileOpening.Create ? above.Names[last] = new Node(isFolder: false)
                : above.Names[last];
        }

        return descriptor;
    }

    public int Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        Changes();
        int written = _real.Write(descriptor, bytes);
        _open[descriptor].Content.AddRange(bytes[..Math.Max(0, written)]);
        return written;
    }

    public int Read(int descriptor, Span<byte> bytes, long offset) => _real.Read(descriptor, bytes, offset);

    public int Sync(int descriptor)
    {
        Changes();
        _open[descriptor].Sync();
        return _real.Sync(descriptor);
    }

    public int Close(int descriptor)
    {
        _open.Remove(descriptor);
        return _real.Close(descriptor);
    }

    public int Status(int descriptor, out FileStatus status) => _real.Status(descriptor, out status);

    public int Rename(int fromFolder, string from, int toFolder, string to)
    {
        Changes();
        int renamed = _real.Rename(fromFolder, from, toFolder, to);
        if (renamed >= 0)
        {
            _open[fromFolder].Names.Remove(from, out Node? moved);
            _open[toFolder].Names[to] = moved!;
        }

        return renamed;
    }

    public int Remove(int folder, string name) => Removed(folder, name, _real.Remove);

    public int RemoveFolder(int folder, string name) => Removed(folder, name, _real.RemoveFolder);

    public int Truncate(int descriptor, long length)
    {
        Changes();
        List<byte> content = _open[descriptor].Content;
        content.RemoveRange((int)length, content.Count - (int)length);
        return _real.Truncate(descriptor, length);
    }

    public int MakeFolder(int folder, string name)
    {
        Changes();
        int made = _real.MakeFolder(folder, name);
        if (made >= 0 && At(folder, name, out string last) is { } above)
        {
            above.Names[last] = new Node(isFolder: true);
        }

        return made;
    }

    private static void Restore(Node node, string path, bool namesAreDurable)
    {
        foreach ((string name, Node below) in namesAreDurable ? node.Names : node.DurableNames)
        {
            string place = Path.Combine(path, name);
            if (below.IsFolder)
            {
                Directory.CreateDirectory(place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                Restore(below, place, namesAreDurable);
            }
            else
            {
                File.WriteAllBytes(place, below.DurableContent);
            }
        }
    }

    private int Removed(int folder, string name, Func<int, string, int> remove)
    {
        Changes();
        int removed = remove(folder, name);
        if (removed >= 0)
        {
            _open[folder].Names.Remove(name);
        }

        return removed;
    }

    private void Changes(bool really = true)
    {
        if (really)
        {
            before(this);
        }
    }

    // The node above a name and the name's last part, which is empty for the root itself; null for what is above the root.
    private Node? At(int folder, string name, out string last)
    {
        string path = name.EndsWith("/.", StringComparison.Ordinal) ? name[..^2] : name;
        if (folder != IFileCalls.NoFolder)
        {
            last = path;
            return _open[folder];
        }

        string relative = Path.GetRelativePath(root, path);
        if (relative.StartsWith("..", StringComparison.Ordinal))
        {
            last = "";
            return null;
        }

        string[] parts = relative == "." ? [""] : relative.Split('/');
        last = parts[^1];
        return parts[..^1].Aggregate(_root, (node, part) => node.Names[part]);
    }

    private sealed class Node(bool isFolder)
    {
        public bool IsFolder => isFolder;

        public Dictionary<string, Node> Names { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Node> DurableNames { get; private set; } = [];

        public List<byte> Content { get; } = [];

        public byte[] DurableContent { get; private set; } = [];

        public void Sync()
        {
            DurableNames = new Dictionary<string, Node>(Names, StringComparer.Ordinal);
            DurableContent = [.. Content];
        }
    }
}
