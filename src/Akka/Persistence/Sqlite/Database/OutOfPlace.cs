using System.Collections.Frozen;

namespace Akka.Persistence.Sqlite.Database;

/// <summary>
/// Tells file systems that write a block elsewhere than where it was. On them even memory that is mapped from a file that has its size takes
/// room when it is written to, and on a full disk the kernel ends the process for it (SIGBUS): SQLite's shared index of the write-ahead log.
/// </summary>
internal static class OutOfPlace
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create("bcachefs", "btrfs", "f2fs", "jffs2", "nilfs", "ubifs", "zfs");

    /// <summary>Whether <paramref name="file"/> lies, or would lie, on one of them. False where the file system cannot be told.</summary>
    public static bool Writes(string file)
    {
        try
        {
            return Names.Contains(new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file))).DriveFormat);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
