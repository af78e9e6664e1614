namespace EdgeActors.Storage.Files;

/// <summary>
/// A folder of the agent's own and everything below it. Names are relative, parts separated by <c>/</c>; each part is opened from the
/// folder
/// above it and never through a link, so no name leads out. Blocks; call it from the pool.
/// </summary>
/// <param name="path">Absolute. Links above it are the administrator's business, it must be none itself.</param>
/// <param name="calls">The system's calls.</param>
internal sealed class DurableFolder(string path, IFileCalls calls)
{
    /// <summary>Absolute path.</summary>
    public string Path { get; } = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    /// <summary>Creates the folder with all that is missing above it, durably, or checks the one that is there.</summary>
    public void Ensure()
    {
        using OpenedFile folder = Root(create: true);
    }

    /// <summary>Writes a file whole and durable; replaces one of the same name.</summary>
    /// <param name="name">Relative name.</param>
    /// <param name="fill">Writes the content.</param>
    /// <returns>Whether it replaced a file and how long that was, else null.</returns>
    /// <exception cref="StorageException">The file is not there, or is there but perhaps not for good.</exception>
    public async Task<long?> WriteAsync(string name, Func<DurableFile, Task> fill)
    {
        using OpenedFile folder = FolderOf(name, create: true, out string last);
        long? replaced = LengthOf(folder, last);
        using DurableFile file = DurableFile.Create(calls, folder, last);
        await fill(file);
        file.Commit();
        return replaced;
    }

    /// <summary>Appends to a file, creating it first, and fsyncs it. After a power cut the last line may be torn.</summary>
    public void Append(string name, ReadOnlySpan<byte> bytes)
    {
        using OpenedFile file = OpenAppend(name);
        file.Write(bytes);
        file.Sync();
        file.Close();
    }

    /// <summary>Opens a file for appending; it is created durably when it is not there. The caller fsyncs and disposes it.</summary>
    public OpenedFile OpenAppend(string name)
    {
        using OpenedFile folder = FolderOf(name, create: true, out string last);
        if (LengthOf(folder, last) is null)
        {
            using DurableFile empty = DurableFile.Create(calls, folder, last);
            empty.Commit();
        }

        return OpenedFile.Open(calls, folder, last, FileOpening.Append);
    }

    /// <summary>Begins a folder that appears whole or not at all; what an earlier life left of it unfinished is removed.</summary>
    public StagedFolder Stage(string name)
    {
        using OpenedFile above = FolderOf(name, create: true, out _);
        return new StagedFolder(calls, above.Path, LeftOvers.NamePart(name));
    }

    /// <summary>Removes a file, or a folder with all in it, durably. Links are removed, never followed; nothing happens when there is none.</summary>
    public void RemoveTree(string name)
    {
        try
        {
            using OpenedFile above = FolderOf(name, create: false, out string last);
            FolderRemoval.Remove(calls, above, last);
            above.Sync();
        }
        catch (StorageException e) when (e.Fault == StorageFault.Missing)
        {
            // Without the folder above there is nothing to remove.
            return;
        }
    }

    /// <summary>Names of all that is directly in a folder, in no order; none when it is not there.</summary>
    public IReadOnlyList<string> Names(string folderName)
    {
        try
        {
            using OpenedFile folder = FolderOf(folderName.Length == 0 ? "." : folderName + "/.", create: false, out _);
            return [.. Directory.EnumerateFileSystemEntries(folder.Path).Select(entry => System.IO.Path.GetFileName(entry))];
        }
        catch (StorageException e) when (e.Fault == StorageFault.Missing)
        {
            return [];
        }
    }

    /// <summary>Opens a regular file; the caller disposes it.</summary>
    /// <exception cref="StorageException">Missing, unsafe, I/O.</exception>
    public OpenedFile OpenRead(string name)
    {
        using OpenedFile folder = FolderOf(name, create: false, out string last);
        return OpenedFile.Open(calls, folder, last, FileOpening.Read);
    }

    /// <summary>Length of a file; null when it is not there.</summary>
    public long? LengthOf(string name)
    {
        try
        {
            using OpenedFile file = OpenRead(name);
            return file.Length;
        }
        catch (StorageException e) when (e.Fault == StorageFault.Missing)
        {
            return null;
        }
    }

    /// <summary>Removes files of one folder, then fsyncs it once; missing ones are no fault.</summary>
    /// <param name="folderName">Relative name of the folder; empty for this one.</param>
    /// <param name="names">File names in it.</param>
    public void Remove(string folderName, IEnumerable<string> names)
    {
        try
        {
            using OpenedFile folder = FolderOf(folderName.Length == 0 ? "." : folderName + "/.", create: false, out _);
            foreach (string name in names)
            {
                int removed = calls.Remove(folder.Descriptor, name);
                if (removed < 0 && removed != -Errors.NotFound)
                {
                    throw StorageException.From(-removed, $"cannot remove {folder.Path}/{name}");
                }
            }

            folder.Sync();
        }
        catch (StorageException e) when (e.Fault == StorageFault.Missing)
        {
            // Without the folder there are no files either.
            return;
        }
    }

    /// <summary>Moves a file to another name, durably; the folders are created.</summary>
    public void Move(string from, string to)
    {
        using OpenedFile source = FolderOf(from, create: false, out string fromName);
        using OpenedFile target = FolderOf(to, create: true, out string toName);
        int moved = calls.Rename(source.Descriptor, fromName, target.Descriptor, toName);
        if (moved < 0)
        {
            throw StorageException.From(-moved, $"cannot move {source.Path}/{fromName} to {target.Path}/{toName}");
        }

        target.Sync();
        source.Sync();
    }

    private long? LengthOf(OpenedFile folder, string name)
    {
        try
        {
            using OpenedFile file = OpenedFile.Open(calls, folder, name, FileOpening.Read);
            return file.Length;
        }
        catch (StorageException e) when (e.Fault == StorageFault.Missing)
        {
            return null;
        }
    }

    private OpenedFile FolderOf(string name, bool create, out string last)
    {
        string[] parts = name.Split('/');
        last = parts[^1];
        OpenedFile folder = Root(create);
        foreach (string part in parts[..^1])
        {
            using OpenedFile above = folder;
            folder = FolderPath.Enter(calls, above, part, create);
        }

        return folder;
    }

    private OpenedFile Root(bool create) => create ? FolderPath.Create(calls, Path) : OpenedFile.Open(calls, null, Path, FileOpening.Folder);
}
