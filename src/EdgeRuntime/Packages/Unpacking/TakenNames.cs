using EdgeActors.Wording;

namespace EdgeActors.Packages.Unpacking;

/// <summary>Names that an archive used, so that none is used twice, not even in another case, nor a file as a folder.</summary>
internal sealed class TakenNames
{
    private readonly Dictionary<string, (string Spelling, bool IsFolder)> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a name for a file, and those of the folders it is in.</summary>
    /// <exception cref="PackageException">It is taken.</exception>
    public void AddFile(string path)
    {
        AddAbove(path);
        if (_taken.TryGetValue(path, out (string Spelling, bool IsFolder) other))
        {
            throw Refused(path, other.Spelling);
        }

        _taken[path] = (path, false);
    }

    /// <summary>Takes a name for a folder, and those of the folders it is in. The same folder may come again.</summary>
    /// <exception cref="PackageException">It is taken by something else.</exception>
    public void AddFolder(string path)
    {
        AddAbove(path);
        Take(path);
    }

    private void AddAbove(string path)
    {
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            Take(path[..slash]);
        }
    }

    private void Take(string folder)
    {
        if (!_taken.TryGetValue(folder, out (string Spelling, bool IsFolder) other))
        {
            _taken[folder] = (folder, true);
        }
        else if (!other.IsFolder || other.Spelling != folder)
        {
            throw Refused(folder, other.Spelling);
        }
    }

    private static PackageException Refused(string path, string other) => new(
        $"the package holds \"{Printable.Of(path)}\" and \"{Printable.Of(other)}\", which are the same name, or the same but for capital letters");
}
