using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeActors.Specs.SharedMemory;

/// <summary>A System V segment as a client makes it: created, filled, closed for writing, removed at the end.</summary>
internal sealed partial class ClientSegment : IDisposable
{
    private const int Private = 0;
    private const int Create = 0x200;
    private const int Remove = 0;
    private const int Set = 1;
    private const int Stat = 2;
    private const int ModeOffset = 20;
    private const int ReadersOffset = 88;

    private readonly nint _address;
    private bool _removed;
    private bool _detached;

    public ClientSegment(byte[] content, uint mode = 0x100)
    {
        Id = Checked(shmget(Private, (nuint)content.Length, Create | 0x180));
        _address = shmat(Id, 0, 0);
        Assert.NotEqual(-1, _address);
        Marshal.Copy(content, 0, _address, content.Length);
        SetMode(mode);
    }

    public int Id { get; }

    /// <summary>Attachments of all processes, this client's own among them.</summary>
    public ulong Attachments => BinaryPrimitives.ReadUInt64LittleEndian(Status().AsSpan(ReadersOffset));

    public void Write(int offset, byte value) => Marshal.WriteByte(_address, offset, value);

    public void SetMode(uint mode)
    {
        byte[] status = Status();
        BinaryPrimitives.WriteUInt32LittleEndian(status.AsSpan(ModeOffset), mode);
        Checked(shmctl(Id, Set, status));
    }

    /// <summary>IPC_RMID: gone as soon as nobody is attached.</summary>
    public void RemoveNow()
    {
        _removed = true;
        Checked(shmctl(Id, Remove, []));
    }

    public void DetachNow()
    {
        _detached = true;
        Checked(shmdt(_address));
    }

    public void Dispose()
    {
        if (!_removed)
        {
            RemoveNow();
        }

        if (!_detached)
        {
            DetachNow();
        }
    }

    private byte[] Status()
    {
        byte[] status = new byte[112];
        Checked(shmctl(Id, Stat, status));
        return status;
    }

    private static int Checked(int result)
    {
        Assert.True(result >= 0, $"error {Marshal.GetLastPInvokeError()}");
        return result;
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", SetLastError = true)]
    private static partial int shmget(int key, nuint size, int flags);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", SetLastError = true)]
    private static partial nint shmat(int segment, nint address, int flags);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", SetLastError = true)]
    private static partial int shmdt(nint address);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", SetLastError = true)]
    private static partial int shmctl(int segment, int command, byte[] status);
}

/// <summary>A fact about Linux; skipped, visibly, elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs the System V shared memory of Linux";
}

/// <summary>As <see cref="LinuxFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs the System V shared memory of Linux";
}
