using System.Runtime.InteropServices;
using EdgeActors.Storage.Files;

namespace EdgeActors.Doctor.Disks;

/// <summary>What the system says of the file system that a folder is on.</summary>
/// <param name="Type">Linux's magic number of its kind; 0 when unknown.</param>
/// <param name="Total">Bytes.</param>
/// <param name="Free">Bytes that this user may still write.</param>
/// <param name="Inodes">Files that it can have; 0 when it has no such limit.</param>
/// <param name="FreeInodes">Files that can still be made.</param>
/// <param name="IsReadOnly">Whether it is mounted read-only.</param>
internal sealed record FileSystemFacts(long Type, long Total, long Free, long Inodes, long FreeInodes, bool IsReadOnly)
{
    private const long ReadOnly = 1;

    private static readonly Dictionary<long, string> InMemory = new() { [0x01021994] = "tmpfs", [0x858458F6] = "ramfs" };

    private static readonly Dictionary<long, string> OnNetwork = new()
    {
        [0x6969] = "nfs",
        [0xFF534D42] = "cifs",
        [0xFE534D42] = "smb",
        [0x517B] = "smb",
        [0x01021997] = "9p",
        [0x00C36400] = "ceph",
        [0x5346414F] = "afs",
    };

    /// <summary>Whether it is lost when power fails.</summary>
    public bool IsInMemory => InMemory.ContainsKey(Type);

    /// <summary>Whether it is another machine's.</summary>
    public bool IsOnNetwork => OnNetwork.ContainsKey(Type);

    /// <summary>Its kind where that matters.</summary>
    public string TypeName => InMemory.GetValueOrDefault(Type) ?? OnNetwork.GetValueOrDefault(Type) ?? "a disk";

    /// <summary>Looks.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="StorageException">The system refuses to say.</exception>
    public static FileSystemFacts At(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            DriveInfo drive = new(folder);
            return new FileSystemFacts(0, drive.TotalSize, drive.AvailableFreeSpace, 0, 0, IsReadOnly: false);
        }

        if (FileNative.StatFs(folder, out FileNative.StatFsBuffer found) != 0)
        {
            throw StorageException.From(Marshal.GetLastPInvokeError(), $"cannot look at the file system of {folder}");
        }

        return new FileSystemFacts(
            found.Type,
            (long)found.Blocks * found.BlockSize,
            (long)found.AvailableBlocks * found.BlockSize,
            (long)found.Inodes,
            (long)found.FreeInodes,
            (found.Flags & ReadOnly) != 0);
    }
}
