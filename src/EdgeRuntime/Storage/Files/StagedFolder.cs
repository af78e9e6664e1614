namespace EdgeActors.Storage.Files;

/// <summary>
/// A folder on its way to stable storage: filled under another name beside its place, every file and folder fsynced, then renamed. Until
/// <see cref="Commit"/> returns nothing stands under its name; disposed before, nothing stays. Names are relative, parts separated by <c>/</c>.
/// </summary>
internal sealed class StagedFolder : IDisposable
{
    /// <summary>End of the names of unfinished folders, which begin with a dot.</summary>
    public const string Ending = ".new";

    private readonly IFileCalls _calls;
    private readonly OpenedFile _above;
    private readonly OpenedFile _root;
    private readonly string _name;
    private readonly string _temporary;
    private readonly SortedSet<string> _folders = new(StringComparer.Ordinal);
    private bool _renamed;

    /// <summary>Begins one; what an earlier life left under the same temporary name is removed.</summary>
    /// <param name="calls">The system's calls.</param>
    /// <param name="above">Absolute path of the folder that it will be in, which is there.</param>
    /// <param name="name">The name that it will have.</param>
    public StagedFolder(IFileCalls calls, string above, string name)
    {
        FolderPath.RefuseEscape(name);
        (_calls, _name, _temporary) = (calls, name, $".{name}{Ending}");
        _above = OpenedFile.Open(calls, null, above, FileOpening.Folder);
        try
        {
            FolderRemoval.Remove(calls, _above, _temporary);
            _root = FolderPath.Enter(calls, _above, _temporary, create: true);
        }
        catch
        {
            _above.Dispose();
            throw;
        }
    }

    /// <summary>Where it is filled.</summary>
    public string Path => _root.Path;

    /// <summary>Makes a folder, and those above it.</summary>
    public void MakeFolder(string name)
    {
        using OpenedFile folder = FolderOf(name + "/.", out _);
    }

    /// <summary>Begins a file that must not be there yet, for its owner only; the caller writes, fsyncs and closes it.</summary>
    public OpenedFile CreateFile(string name)
    {
        using OpenedFile folder = FolderOf(name, out string last);
        return OpenedFile.Open(_calls, folder, last, FileOpening.Create);
    }

    /// <summary>Makes it durable under its name, where nothing may be.</summary>
    public void Commit()
    {
        foreach (string name in _folders.ToArray())
        {
            using OpenedFile folder = FolderOf(name + "/.", out _);
            folder.Sync();
        }

        _root.Sync();
        int renamed = _calls.Rename(_above.Descriptor, _temporary, _above.Descriptor, _name);
        if (renamed < 0)
        {
            throw StorageException.From(-renamed, $"cannot name {_above.Path}/{_name}");
        }

        _renamed = true;
        _above.Sync();
    }

    public void Dispose()
    {
        _root.Dispose();
        if (!_renamed)
        {
            RemoveUnfinished();
        }

        _above.Dispose();
    }

    private void RemoveUnfinished()
    {
        try
        {
            FolderRemoval.Remove(_calls, _above, _temporary);
        }
        catch (StorageException)
        {
            // What cannot be removed now is removed when the folder is staged again, or swept.
            return;
        }
    }

    private OpenedFile FolderOf(string name, out string last)
    {
        string[] parts = name.Split('/');
        last = parts[^1];
        OpenedFile folder = FolderPath.Enter(_calls, _above, _temporary, create: false);
        for (int level = 0; level < parts.Length - 1; level++)
        {
            _folders.Add(string.Join('/', parts[..(level + 1)]));
            using OpenedFile above = folder;
            folder = FolderPath.Enter(_calls, above, parts[level], create: true);
        }

        return folder;
    }
}
