using System.Globalization;

namespace EdgeActors.Configuration;

/// <summary>
/// Finds how much memory this process may use at most: the tightest limit of its control groups (version 1 or 2), or else
/// what the machine has.
/// </summary>
/// <param name="readFile">Gives a file's text, or null when there is no such file.</param>
/// <param name="machineBytes">What is taken when nothing limits.</param>
internal sealed class MemoryLimit(Func<string, string?> readFile, long machineBytes)
{
    /// <summary>The part of the limit, 0 to 1, that models may take unless told otherwise; the rest is for the process itself.</summary>
    public const double ModelShare = 0.8;

    private const string Mount = "/sys/fs/cgroup";

    /// <summary>The limit in bytes.</summary>
    public long Bytes()
    {
        long limit = machineBytes;
        foreach (string line in (readFile("/proc/self/cgroup") ?? "").Split('\n'))
        {
            // hierarchy:controllers:path, where version 2 has hierarchy 0 and no controllers.
            string[] parts = line.Split(':', 3);
            if (parts.Length == 3 && parts[0] == "0" && parts[1].Length == 0)
            {
                limit = Math.Min(limit, Tightest(Mount, parts[2], "memory.max"));
            }
            else if (parts.Length == 3 && parts[1].Split(',').Contains("memory"))
            {
                limit = Math.Min(limit, Tightest(Mount + "/memory", parts[2], "memory.limit_in_bytes"));
            }
        }

        return limit;
    }

    /// <summary>The default of <c>--memory-budget</c>.</summary>
    public long ModelBudget() => (long)(Bytes() * ModelShare);

    // In a container the path is the host's and its folders do not exist here; the mount itself is then the group's own folder.
    private long Tightest(string mount, string group, string file)
    {
        long limit = long.MaxValue;
        string path = group.TrimEnd('/');
        while (true)
        {
            if (long.TryParse(readFile($"{mount}{path}/{file}")?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long bytes))
            {
                limit = Math.Min(limit, bytes);
            }

            if (path.Length == 0)
            {
                return limit;
            }

            path = path[..path.LastIndexOf('/')];
        }
    }

    /// <summary>The limit of this process on this machine.</summary>
    public static MemoryLimit OfThisProcess() => new(
        path => File.Exists(path) ? File.ReadAllText(path) : null,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
}
