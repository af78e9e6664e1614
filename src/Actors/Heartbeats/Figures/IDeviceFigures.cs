namespace EdgeActors.Heartbeats.Figures;

/// <summary>Reads the figures of process and device. Thread-safe; may block on a disk, so it is never awaited in an actor's message loop.</summary>
public interface IDeviceFigures
{
    /// <summary>What they are now. What cannot be read is null; never throws but for cancellation.</summary>
    Task<DeviceFigures> ReadAsync(CancellationToken cancelled);
}

/// <summary>Figures of process and device at a moment; null for what is not known.</summary>
public sealed record DeviceFigures
{
    /// <summary>Nothing is known.</summary>
    public static DeviceFigures Unknown { get; } = new();

    /// <summary>Part of all processors' time that the process used since the last reading, 0 to 100.</summary>
    public double? CpuPercent { get; init; }

    /// <summary>Bytes of memory that the process has resident.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Those as part of what the process may use, 0 to 100.</summary>
    public double? MemoryPercent { get; init; }

    /// <summary>Part of the data folder's file system that is used, 0 to 100.</summary>
    public double? DiskPercent { get; init; }

    /// <summary>Bytes on it that the agent may still write.</summary>
    public long? DiskFreeBytes { get; init; }

    /// <summary>Part of the spool's budget that is used, 0 to 100, or more when the budget was made smaller.</summary>
    public double? SpoolPercent { get; init; }

    /// <summary>Captures that were accepted and are not stored yet.</summary>
    public long? PendingCaptures { get; init; }

    /// <summary>Crashes since the data folder was made.</summary>
    public long? Crashes { get; init; }

    /// <summary>How long the process has run.</summary>
    public TimeSpan? Uptime { get; init; }
}
