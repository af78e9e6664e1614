namespace EdgeActors.Storage.Files;

/// <summary>Opens folders one below the other, creating durably what is missing.</summary>
internal static class FolderPath
{
    /// <summary>Opens the folder of a name in another one.</summary>
    public static OpenedFile Enter(IFileCalls calls, OpenedFile above, string name, bool create)
    {
        RefuseEscape(name);
        try
        {
            return OpenedFile.Open(calls, above, name, FileOpening.Folder);
        }
        catch (StorageException e) when (create && e.Fault == StorageFault.Missing)
        {
            int made = calls.MakeFolder(above.Descriptor, name);
            if (made < 0 && made != -Errors.Exists)
            {
                throw StorageException.From(-made, $"cannot create {above.Path}/{name}");
            }

            // Also when another thread made it: its own fsync may not be done yet.
            above.Sync();
            return OpenedFile.Open(calls, above, name, FileOpening.Folder);
        }
    }

    /// <summary>Opens an absolute folder; those missing on the way are created, those above it may be anyone's and links.</summary>
    public static OpenedFile Create(IFileCalls calls, string path)
    {
        try
        {
            return OpenedFile.Open(calls, null, path, FileOpening.Folder);
        }
        catch (StorageException e) when (e.Fault == StorageFault.Missing)
        {
            string above = Path.GetDirectoryName(path) ?? throw new StorageException(e.Fault, e.Error, e.Message);
            MakeAbove(calls, above);
            int made = calls.MakeFolder(IFileCalls.NoFolder, path);
            if (made < 0 && made != -Errors.Exists)
            {
                throw StorageException.From(-made, $"cannot create {path}");
            }

            SyncForeign(calls, above);
            return OpenedFile.Open(calls, null, path, FileOpening.Folder);
        }
    }

    /// <summary>Refuses a name that is not one plain part of a path.</summary>
    public static void RefuseEscape(string name)
    {
        if (name.Length == 0 || name is "." or ".." || name.AsSpan().ContainsAny('/', '\0'))
        {
            throw new StorageException(StorageFault.Unsafe, 0, "a part of a path is empty, a dot, two dots or not one part");
        }
    }

    private static void MakeAbove(IFileCalls calls, string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        using OpenedFile made = Create(calls, path);
    }

    // The folder above may belong to root; it only has to be fsynced.
    private static void SyncForeign(IFileCalls calls, string path)
    {
        int descriptor = calls.Open(IFileCalls.NoFolder, path + "/.", FileOpening.Folder);
        int synced = descriptor < 0 ? descriptor : calls.Sync(descriptor);
        if (descriptor >= 0)
        {
            _ = calls.Close(descriptor);
        }

        if (synced < 0)
        {
            throw StorageException.From(-synced, $"cannot fsync {path}");
        }
    }
}
