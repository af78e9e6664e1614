using EdgeActors.Storage.Files;

namespace EdgeActors.Cli.Packages;

/// <summary>Files that a command makes: whole or not at all, for their owner only.</summary>
internal static class OutputFile
{
    /// <summary>Writes one; replaces one of the same name.</summary>
    public static async Task WriteAsync(string path, Action<Stream> fill)
    {
        string full = Path.GetFullPath(path);
        DurableFolder folder = new(Path.GetDirectoryName(full)!, FileCalls.ForThisSystem());
        await folder.WriteAsync(Path.GetFileName(full), file =>
        {
            using DurableFileStream stream = new(file);
            fill(stream);
            return Task.CompletedTask;
        });
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
}
