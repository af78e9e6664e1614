using EdgeActors.Doctor.Paths;
using EdgeActors.Models;

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

    /// <summary>The real path of a file of a model: a regular one in the model's folder, since whoever opens a pipe waits for its writer for ever.</summary>
    /// <param name="folder">The model's folder, without links.</param>
    /// <param name="path">The file.</param>
    /// <param name="refused">Makes the refusal of what it is; the words follow a subject.</param>
    /// <exception cref="ModelFaultException">It is refused.</exception>
    public static string FileIn(string folder, string path, Func<string, ModelFaultException> refused)
    {
        string file = Resolve(path) is { } real && IsWithin(folder, real) && File.Exists(real)
            ? real
            : throw refused("is a link that leads out of the model's folder or to nothing; put the file itself there");
        return PathFacts.At(file)?.Kind == PathKind.File ? file : throw refused("is a pipe, a socket or a device; put a regular file there");
    }

    /// <summary>Whether <paramref name="file"/> lies below <paramref name="folder"/>; both without links.</summary>
    public static bool IsWithin(string folder, string file) =>
        file.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string[] Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
