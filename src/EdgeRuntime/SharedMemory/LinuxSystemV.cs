using System.Runtime.InteropServices;

namespace EdgeActors.SharedMemory;

/// <summary>The calls of Linux's C library; 64-bit only, where all processors share one layout of <c>shmid_ds</c>.</summary>
internal sealed partial class LinuxSystemV : ISystemV
{
    private const int IpcStat = 2;
    private const int ReadOnly = 0x1000; // SHM_RDONLY, octal 010000

    public bool IsAvailable => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    public uint EffectiveUser => GetEffectiveUser();

    public int Stat(int segment, out SegmentStatus status)
    {
        int failed = Control(segment, IpcStat, out ShmidDs found);
        status = new SegmentStatus(found.Size, found.Mode);
        return failed == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    public int Attach(int segment, out nint address)
    {
        address = AttachAt(segment, 0, ReadOnly);
        return address != -1 ? 0 : Marshal.GetLastPInvokeError();
    }

    public int Detach(nint address) => DetachFrom(address) == 0 ? 0 : Marshal.GetLastPInvokeError();

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "shmctl", SetLastError = true)]
    private static partial int Control(int segment, int command, out ShmidDs status);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "shmat", SetLastError = true)]
    private static partial nint AttachAt(int segment, nint address, int flags);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "shmdt", SetLastError = true)]
    private static partial int DetachFrom(nint address);

    // struct shmid_ds of 64-bit Linux: 48 bytes of struct ipc_perm, then the segment's own fields.
    [StructLayout(LayoutKind.Explicit, Size = 112)]
    private struct ShmidDs
    {
        [FieldOffset(20)]
        public uint Mode;

        [FieldOffset(48)]
        public ulong Size;
    }
}
