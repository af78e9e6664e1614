using EdgeActors.Doctor.Paths;

namespace EdgeActors.Engines;

/// <summary>Where a path really leads.</summary>
internal static class FilePath
{
    /// <summary>Links that may be followed on the way, as in the Linux kernel.</summary>
    private const int MostLinks = 40;

    /// <summary>
    /// The path without any link in it, also in its folders; null when something on the way does not exist or leads in circles.
    /// </summary>
    public static string? Resolve(string path)
    {
        string whole = Path.GetFullPath(path);
        string root = Path.GetPathRoot(whole)!;
        Stack<string> ahead = new(Parts(whole[root.Length..]).Reverse());
        string done = root;
        int links = 0;
        while (ahead.TryPop(out string? part))
        {
            string next = Path.GetFullPath(Path.Combine(done, part));
            FileSystemInfo found = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            if (found.LinkTarget is not { } target)
            {
                if (!found.Exists)
                {
                    return null;
                }

                done = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            done = Path.IsPathFullyQualified(target) ? Path.GetPathRoot(target)! : done;
            foreach (string piece in Parts(target[Path.GetPathRoot(target)!.Length..]).Reverse())
            {
                ahead.Push(piece);
            }
        }

        return done;
    }

    /// <summary>Whether it is a regular file; no link is followed. Whoever opened a pipe in its place would wait for a writer for ever.</summary>
    public static bool IsRegular(string file) => PathFacts.At(file)?.Kind == PathKind.File;

    /// <summary>Whether <paramref name="file"/> lies below <paramref name="folder"/>; both without links.</summary>
    public static bool IsWithin(string folder, string file) =>
        file.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string[] Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
