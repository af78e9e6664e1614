using System.Runtime.InteropServices;
using EdgeActors.Storage.Files;

namespace EdgeActors.Doctor.Paths;

/// <summary>What a path is.</summary>
internal enum PathKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device, a pipe.</summary>
    Other,
}

/// <summary>What the system says of a path.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Owner">User id; null where the system has none.</param>
/// <param name="Group">Group id; null where the system has none.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Device">Of its file system: the same number, the same file system.</param>
internal sealed record PathFacts(PathKind Kind, uint? Owner, uint? Group, UnixFileMode Mode, ulong Device)
{
    private const int NoFollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const int TypeMask = 0xF000;
    private const UnixFileMode AllBits = (UnixFileMode)0xFFF;

    /// <summary>Whether others than its owner may change it.</summary>
    public bool IsOpen => (Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0;

    /// <summary>Whether everybody may change it, or what is in it, with no sticky bit that protects what belongs to others.</summary>
    public bool IsOpenToAll => (Mode & UnixFileMode.OtherWrite) != 0 && (Mode & UnixFileMode.StickyBit) == 0;

    /// <summary>Its mode as it is written, for example <c>0755</c>.</summary>
    public string Octal => Convert.ToString((int)Mode, 8).PadLeft(4, '0');

    /// <summary>Looks; null when nothing is there.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="follow">Whether a link at its end is followed.</param>
    /// <exception cref="StorageException">The system refuses to say.</exception>
    public static PathFacts? At(string path, bool follow = false)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Portable(path);
        }

        if (FileNative.StatX(IFileCalls.NoFolder, path, follow ? 0 : NoFollow, BasicStats, out FileNative.StatXBuffer found) == 0)
        {
            return new PathFacts(KindOf(found.Mode), found.Owner, found.Group, (UnixFileMode)found.Mode & AllBits, ((ulong)found.DeviceMajor << 32) | found.DeviceMinor);
        }

        int error = Marshal.GetLastPInvokeError();
        return error is Errors.NotFound or Errors.NotAFolder ? null : throw StorageException.From(error, $"cannot look at {path}");
    }

    private static PathKind KindOf(ushort mode) => (mode & TypeMask) switch
    {
        0x8000 => PathKind.File,
        0x4000 => PathKind.Folder,
        0xA000 => PathKind.Link,
        0xC000 => PathKind.Socket,
        _ => PathKind.Other,
    };

    private static PathFacts? Portable(string path) =>
        Directory.Exists(path) ? new PathFacts(PathKind.Folder, null, null, UnixFileMode.None, 0)
        : !File.Exists(path) ? null
        : new PathFacts((File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0 ? PathKind.Socket : PathKind.File, null, null, UnixFileMode.None, 0);
}
