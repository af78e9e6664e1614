using EdgeActors.Storage.Files;

namespace EdgeActors.Cli;

/// <summary>Files that a command line names.</summary>
internal static class NamedFile
{
    /// <summary>Opens one.</summary>
    /// <exception cref="CommandFailure">It cannot be read; the message says why.</exception>
    public static FileStream Open(string path) => Read(path, File.OpenRead);

    /// <summary>All bytes of one.</summary>
    /// <exception cref="CommandFailure">It cannot be read; the message says why.</exception>
    public static byte[] Bytes(string path) => Read(path, File.ReadAllBytes);

    /// <summary>One as text.</summary>
    /// <exception cref="CommandFailure">It cannot be read; the message says why.</exception>
    public static string Text(string path) => Read(path, File.ReadAllText);

    private static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception fault) when (UnreadableFile.Is(fault))
        {
            throw new CommandFailure(CommandFailure.Failed, $"{path} cannot be read: {UnreadableFile.Why(path, fault)}", cause: fault);
        }
    }
}
