using EdgeActors.Storage.Files;

namespace EdgeActors.Cli.Packages;

/// <summary>Files that a command makes: whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Writes one, for whom the umask lets and into anybody's folder; replaces one of the same name.</summary>
    public static Task WriteAsync(string path, Action<Stream> fill) => WriteAsync(path, fill, FileCalls.ForSharedFolders());

    /// <summary>The same for its owner only, and into a folder of the same owner.</summary>
    /// <exception cref="CommandFailure">The folder is somebody else's.</exception>
    public static async Task WriteSecretAsync(string path, Action<Stream> fill, IFileCalls calls)
    {
        try
        {
            await WriteAsync(path, fill, calls);
        }
        catch (StorageException unsafePlace) when (unsafePlace.Fault == StorageFault.Unsafe)
        {
            throw new CommandFailure(
                CommandFailure.Failed,
                $"{path} was not written: its folder belongs to another user, who could take the private key away; name a file in a folder of your own by --output",
                cause: unsafePlace);
        }
    }

    /// <summary>Refuses to write over what is there.</summary>
    /// <exception cref="CommandFailure">Something is.</exception>
    public static void MustBeFree(string path)
    {
        if (Path.Exists(path))
        {
            throw new CommandFailure(CommandFailure.Failed, $"{path} is there already; remove it, or name another file with --output");
        }
    }

    private static async Task WriteAsync(string path, Action<Stream> fill, IFileCalls calls)
    {
        string full = Path.GetFullPath(path);
        string above = Path.GetDirectoryName(full)!;

        // A link to a folder is the business of whoever typed it.
        string target = Directory.Exists(above) ? Directory.ResolveLinkTarget(above, returnFinalTarget: true)?.FullName ?? above : above;
        DurableFolder folder = new(target, calls);
        await folder.WriteAsync(Path.GetFileName(full), file =>
        {
            using DurableFileStream stream = new(file);
            fill(stream);
            return Task.CompletedTask;
        });
    }
}
