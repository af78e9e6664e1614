namespace EdgeActors.Storage.Files;

/// <summary>Tells why a file that somebody named could not be read. What .NET says repeats its path, and calls a folder denied.</summary>
internal static class UnreadableFile
{
    /// <summary>Whether a fault is the file's, not the program's.</summary>
    public static bool Is(Exception fault) => fault is IOException or UnauthorizedAccessException;

    /// <summary>Why, as what follows "cannot be read:".</summary>
    /// <param name="path">The file.</param>
    /// <param name="fault">What reading it threw.</param>
    public static string Why(string path, Exception fault) => fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException when Directory.Exists(path) => "it is a folder",
        UnauthorizedAccessException => "this user may not read it",
        _ => fault.Message.TrimEnd('.'),
    };
}
