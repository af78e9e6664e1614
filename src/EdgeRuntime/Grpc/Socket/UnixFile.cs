using System.Runtime.InteropServices;

namespace EdgeActors.Grpc.Socket;

/// <summary>What a path is, seen without following a link at its end.</summary>
internal enum UnixFileKind
{
    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>One file, whatever its name: the same device and inode mean the same file.</summary>
internal readonly record struct UnixFile(UnixFileKind Kind, ulong Inode, uint DeviceMajor, uint DeviceMinor)
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const int NotFound = 2;
    private const int NotAFolder = 20;
    private const int TypeMask = 0xF000;
    private const int TypeSocket = 0xC000;
    private const int TypeLink = 0xA000;

    /// <summary>Looks at a path; null when nothing is there.</summary>
    /// <exception cref="IOException">The system refuses to say.</exception>
    public static UnixFile? Find(string path)
    {
        if (Native.StatX(CurrentFolder, path, NoFollow, BasicStats, out var stat) == 0)
        {
            var kind = (stat.Mode & TypeMask) switch
            {
                TypeSocket => UnixFileKind.Socket,
                TypeLink => UnixFileKind.Link,
                _ => UnixFileKind.Other,
            };
            return new UnixFile(kind, stat.Inode, stat.DeviceMajor, stat.DeviceMinor);
        }

        var error = Marshal.GetLastPInvokeError();
        return error is NotFound or NotAFolder
            ? null
            : throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <summary>
    /// Removes this file from <paramref name="path"/>, and nothing else that may have taken its place meanwhile: it is first moved
    /// aside, which is atomic, then looked at again.
    /// </summary>
    /// <returns>False when something else is there by now; it stays.</returns>
    public bool RemoveFrom(string path)
    {
        if (Find(path) != this)
        {
            return false;
        }

        var aside = System.IO.Path.Combine(
            System.IO.Path.GetDirectoryName(path) ?? "/", $".stale-{Environment.ProcessId}-{Inode}");
        if (Native.Rename(path, aside) != 0)
        {
            return Marshal.GetLastPInvokeError() == NotFound
                ? false
                : throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        if (Find(aside) == this)
        {
            File.Delete(aside);
            return true;
        }

        // Another agent's fresh socket was caught: it goes back, unless yet another one is there already.
        _ = Native.Link(aside, path);
        File.Delete(aside);
        return false;
    }

    /// <summary>The number of a group given by name or number.</summary>
    /// <exception cref="SocketClaimException">There is no such group.</exception>
    public static unsafe uint GroupId(string group)
    {
        if (uint.TryParse(group, out var number))
        {
            return number;
        }

        var buffer = new byte[64 * 1024];
        fixed (byte* room = buffer)
        {
            var error = Native.GetGroup(group, out var entry, room, (nuint)buffer.Length, out var found);
            return error == 0 && found != 0
                ? entry.Id
                : throw new SocketClaimException($"There is no group '{group}' on this machine; name an existing one for the socket.");
        }
    }

    // The kernel's own structure, the same on every processor, unlike that of stat.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct StatXBuffer
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct GroupEntry
    {
        public nint Name;
        public nint Password;
        public uint Id;
        public nint Members;
    }
}

/// <summary>The few calls of libc behind the socket file.</summary>
internal static unsafe partial class Native
{
    public const int UnixFamily = 1;
    public const int Stream = 1;
    public const int CloseOnExec = 0x80000;
    public const int ExclusiveAtOnce = 2 | 4;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int StatX(int folder, string path, int flags, uint mask, out UnixFile.StatXBuffer stat);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Lock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Link(string existing, string name);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Open(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetMode(nint descriptor, uint mode);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Bind(nint descriptor, ReadOnlySpan<byte> address, uint length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Listen(nint descriptor, int backlog);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetGroup(string name, out UnixFile.GroupEntry entry, byte* room, nuint size, out nint found);
}
