namespace EdgeActors.Storage.Files;

/// <summary>Removes a folder with all in it. Every name is removed from the opened folder that holds it, so no link leads elsewhere.</summary>
internal static class FolderRemoval
{
    // Far below the depth that a thread's stack allows, far above what the agent makes.
    private const int MostLevels = 100;

    /// <summary>Removes what <paramref name="name"/> is in <paramref name="above"/>: a file, a link, a folder, or nothing.</summary>
    /// <exception cref="StorageException">Something stays.</exception>
    public static void Remove(IFileCalls calls, OpenedFile above, string name) => Remove(calls, above, name, level: 0);

    private static void Remove(IFileCalls calls, OpenedFile above, string name, int level)
    {
        FolderPath.RefuseEscape(name);
        if (level > MostLevels)
        {
            throw new StorageException(StorageFault.Io, 0, $"{above.Path} is nested too deeply to be removed");
        }

        using (OpenedFile? folder = Open(calls, above, name))
        {
            if (folder is null)
            {
                Checked(calls.Remove(above.Descriptor, name), above, name);
                return;
            }

            foreach (string entry in Directory.GetFileSystemEntries(folder.Path))
            {
                Remove(calls, folder, Path.GetFileName(entry), level + 1);
            }
        }

        Checked(calls.RemoveFolder(above.Descriptor, name), above, name);
    }

    // Null when it is no folder.
    private static OpenedFile? Open(IFileCalls calls, OpenedFile above, string name)
    {
        try
        {
            return OpenedFile.Open(calls, above, name, FileOpening.Folder);
        }
        catch (StorageException e) when (e.Error is Errors.NotFound or Errors.NotAFolder or Errors.Links)
        {
            return null;
        }
    }

    private static void Checked(int result, OpenedFile above, string name)
    {
        if (result < 0 && result != -Errors.NotFound)
        {
            throw StorageException.From(-result, $"cannot remove {above.Path}/{name}");
        }
    }
}
