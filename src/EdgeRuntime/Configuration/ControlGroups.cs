namespace EdgeActors.Configuration;

/// <summary>The limits of a process's control groups, version 1 or 2, from its own group up to the root.</summary>
/// <param name="readFile">Gives a file's text, or null when there is no such file.</param>
internal sealed class ControlGroups(Func<string, string?> readFile)
{
    private const string Mount = "/sys/fs/cgroup";

    /// <summary>What a limit's file says in each group that has it, the innermost first.</summary>
    /// <param name="controller">Name of the controller in version 1, for example <c>memory</c>.</param>
    /// <param name="file">The file of version 2, for example <c>memory.max</c>.</param>
    /// <param name="olderFile">The file of version 1.</param>
    public IEnumerable<string> Texts(string controller, string file, string olderFile)
    {
        foreach (string line in (readFile("/proc/self/cgroup") ?? "").Split('\n'))
        {
            // hierarchy:controllers:path, where version 2 has hierarchy 0 and no controllers.
            string[] parts = line.Split(':', 3);
            IEnumerable<string> texts = parts is ["0", "", _] ? Upward(Mount, parts[2], file)
                : parts.Length == 3 && parts[1].Split(',').Contains(controller) ? Upward($"{Mount}/{controller}", parts[2], olderFile)
                : [];
            foreach (string text in texts)
            {
                yield return text;
            }
        }
    }

    // In a container the path is the host's and its folders do not exist here; the mount itself is then the group's own folder.
    private IEnumerable<string> Upward(string mount, string group, string file)
    {
        string path = group.TrimEnd('/');
        while (true)
        {
            if (readFile($"{mount}{path}/{file}")?.Trim() is { } text)
            {
                yield return text;
            }

            if (path.Length == 0)
            {
                yield break;
            }

            path = path[..path.LastIndexOf('/')];
        }
    }
}
