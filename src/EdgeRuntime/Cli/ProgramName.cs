namespace EdgeActors.Cli;

/// <summary>How the user can call this program again.</summary>
internal static class ProgramName
{
    private const string Name = "edgeactors";

    /// <summary>What reaches this very program from the folder that the user is in.</summary>
    public static string ToType() =>
        Environment.ProcessPath is { } program ? ToType(program, Environment.CurrentDirectory, Environment.GetEnvironmentVariable("PATH") ?? "") : Name;

    /// <summary>The program's name where the shell finds it by that, else its path, relative when that is shorter.</summary>
    /// <param name="program">Full path of the program, links resolved.</param>
    /// <param name="folder">Where the user is.</param>
    /// <param name="search">The folders that the shell looks in, as in <c>PATH</c>.</param>
    public static string ToType(string program, string folder, string search)
    {
        string? found = search.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(place => Path.Combine(place, Path.GetFileName(program)))
            .FirstOrDefault(File.Exists);
        if (found is not null && (File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(found)) == program)
        {
            return Path.GetFileName(program);
        }

        string relative = Path.GetRelativePath(folder, program);
        // A shell does not look into the folder that the user is in.
        relative = Path.GetFileName(relative) == relative ? Path.Combine(".", relative) : relative;
        return relative.Length < program.Length ? relative : program;
    }
}
