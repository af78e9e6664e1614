using System.Globalization;
using System.Text;

namespace EdgeActors.Specs.PowerLoss;

/// <summary>Turns system calls into what they did below <paramref name="root"/>. A call that it does not know fails the spec.</summary>
internal sealed class SyscallReader(string root)
{
    private readonly HashSet<string> _files = [];
    private readonly Dictionary<string, long> _positions = [];

    /// <summary>Whether the call wrote to somewhere else, which may have told a client something.</summary>
    public bool IsOutput(StraceLine line) => line.Name == "write" && line.DescriptorPath() is { } path && !path.StartsWith(root, StringComparison.Ordinal);

    public IEnumerable<DiskEvent> Read(StraceLine line)
    {
        switch (line.Name)
        {
            case "write" when line.DescriptorPath() is { } path && !Inside(path):
                return RecordedRun.Acknowledgements(line.Strings().First());
            case "write" or "writev" or "pwritev" or "pwritev2" or "fallocate" or "copy_file_range" or "sendfile" or "sync_file_range"
                when line.DescriptorPath() is { } path && !Inside(path):
                return [];
            case "write" when line.DescriptorPath() is { } path:
                return Appended(path, line);
            case "pwrite64" when line.DescriptorPath() is { } path:
                return Of(path, new DiskEvent.Written(path, line.NumberFromEnd(0), line.Strings().First()));
            case "ftruncate" when line.DescriptorPath() is { } path:
                return Of(path, new DiskEvent.Truncated(path, line.NumberFromEnd(0)));
            case "fsync" or "fdatasync" when line.DescriptorPath() is { } path:
                return Of(path, new DiskEvent.Synced(path));
            case "openat":
                return Opened(line);
            case "mkdir" or "mkdirat":
                return Paths(line)[0] is var made ? Of(made, new DiskEvent.FolderCreated(made)) : [];
            case "unlink" or "unlinkat":
                return Removed(Paths(line)[0]);
            case "rename" or "renameat" or "renameat2":
                return Renamed(Paths(line));
            default:
                throw new InvalidOperationException($"the recorded program used {line.Name}({line.Arguments}), which the model of a disk does not know");
        }
    }

    private IEnumerable<DiskEvent> Opened(StraceLine line)
    {
        string path = line.ResultPath();
        if (!Inside(path))
        {
            yield break;
        }

        if (line.Arguments.Contains("O_APPEND", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{path} was opened for appending, which the model of a disk does not know");
        }

        _positions[path] = 0;
        if (line.Arguments.Contains("O_CREAT", StringComparison.Ordinal) && _files.Add(path))
        {
            yield return new DiskEvent.Created(path);
        }
        else if (line.Arguments.Contains("O_TRUNC", StringComparison.Ordinal))
        {
            yield return new DiskEvent.Truncated(path, 0);
        }
    }

    // A file that is written in sequence is open once at a time, so its position goes with its name.
    private DiskEvent.Written[] Appended(string path, StraceLine line)
    {
        long position = _positions[path];
        long written = long.Parse(line.Result, CultureInfo.InvariantCulture);
        _positions[path] = position + written;
        return [new DiskEvent.Written(path, position, line.Strings().First()[..(int)written])];
    }

    private IEnumerable<DiskEvent> Removed(string path)
    {
        _files.Remove(path);
        return Of(path, new DiskEvent.Removed(path));
    }

    private IEnumerable<DiskEvent> Renamed(string[] paths)
    {
        _files.Remove(paths[0]);
        _files.Add(paths[1]);
        return Of(paths[0], new DiskEvent.Renamed(paths[0], paths[1]));
    }

    private static string[] Paths(StraceLine line)
    {
        string[] paths = [.. line.Strings().Select(Encoding.UTF8.GetString)];
        return paths.All(Path.IsPathFullyQualified) || paths.Length == 0
            ? paths
            : [.. paths.Select(path => Path.GetFullPath(path, line.DescriptorPath() ?? "/"))];
    }

    private DiskEvent[] Of(string path, DiskEvent happened) => Inside(path) ? [happened] : [];

    // The shared-memory index of SQLite is mapped, not written, and is rebuilt after a crash.
    private bool Inside(string path) =>
        path.StartsWith(root, StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal);
}
