using EdgeActors.Storage.Files;

namespace EdgeActors.Cli.Packages;

/// <summary>Files that a command makes: whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Writes one, for whom the umask lets and into anybody's folder; replaces one of the same name.</summary>
    public static Task WriteAsync(string path, Action<Stream> fill) => WriteAsync(path, fill, FileCalls.ForSharedFolders());

    /// <summary>The same for its owner only, and into a folder of the same owner.</summary>
    public static Task WriteSecretAsync(string path, Action<Stream> fill) => WriteAsync(path, fill, FileCalls.ForThisSystem());

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
        DurableFolder folder = new(Path.GetDirectoryName(full)!, calls);
        await folder.WriteAsync(Path.GetFileName(full), file =>
        {
            using DurableFileStream stream = new(file);
            fill(stream);
            return Task.CompletedTask;
        });
    }
}
