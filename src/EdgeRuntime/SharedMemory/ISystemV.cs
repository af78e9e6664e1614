namespace EdgeActors.SharedMemory;

/// <summary>What the kernel knows of a System V segment.</summary>
/// <param name="Size">Bytes; never changes while the segment lives.</param>
/// <param name="Mode">Permission bits, and the marks above them.</param>
internal readonly record struct SegmentStatus(ulong Size, uint Mode)
{
    private const uint RemovalMark = 0x200; // SHM_DEST, octal 01000

    /// <summary>Whether its owner has removed it, so that it lives only until the last process detaches.</summary>
    public bool IsRemoved => (Mode & RemovalMark) != 0;

    /// <summary>The nine permission bits.</summary>
    public uint Permissions => Mode & 0x1FF;
}

/// <summary>The system calls on System V shared memory. Every method returns 0 or the error number.</summary>
internal interface ISystemV
{
    /// <summary>False where the operating system has no System V shared memory; then nothing else may be called.</summary>
    bool IsAvailable { get; }

    /// <summary>The user that permissions are checked against.</summary>
    uint EffectiveUser { get; }

    /// <summary>shmctl IPC_STAT.</summary>
    int Stat(int segment, out SegmentStatus status);

    /// <summary>shmat, read-only, at an address of the kernel's choice (a multiple of the page size).</summary>
    int Attach(int segment, out nint address);

    /// <summary>shmdt.</summary>
    int Detach(nint address);
}

/// <summary>Error numbers of Linux that these calls return.</summary>
internal static class Errno
{
    public const int OutOfMemory = 12;
    public const int AccessDenied = 13;
    public const int Invalid = 22;
    public const int TooManyFiles = 24;
    public const int IdentifierRemoved = 43;
}
