namespace Akka.Persistence.Sqlite.Database;

/// <summary>
/// A file that occupies room on the disk for one purpose: on a full disk even a deletion needs room for its log, and without it nothing could ever
/// be removed again.
/// </summary>
/// <param name="file">Its path; empty for no ballast.</param>
/// <param name="size">Its bytes.</param>
internal sealed class Ballast(string file, long size)
{
    /// <summary>Makes the file unless it is there or the disk has no room for it and as much again.</summary>
    /// <returns>Whether it is there, or none is wanted.</returns>
    public bool Restore()
    {
        if (file.Length == 0 || (File.Exists(file) && new FileInfo(file).Length == size))
        {
            return true;
        }

        try
        {
            if (new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file))).AvailableFreeSpace < 2 * size)
            {
                return false;
            }

            Write();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(file);
            return false;
        }
    }

    /// <summary>Gives the room up.</summary>
    /// <returns>Whether there was any.</returns>
    public bool Release()
    {
        if (file.Length == 0 || !File.Exists(file))
        {
            return false;
        }

        File.Delete(file);
        return true;
    }

    private void Write()
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using FileStream stream = new(file, options);
        // Written, not set to a length: a sparse file would hold no room.
        byte[] zeros = new byte[64 << 10];
        for (long left = size; left > 0; left -= zeros.Length)
        {
            stream.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
        }
    }
}
