using EdgeActors.Capture;
using EdgeActors.Doctor.Disks;
using EdgeActors.Doctor.Paths;
using EdgeActors.Heartbeats.Figures;
using EdgeActors.ServiceManager.History;

namespace EdgeActors.Telemetry;

/// <summary>Reads the figures of this process and its device.</summary>
/// <param name="usage">What the process has taken.</param>
/// <param name="processors">That it may use.</param>
/// <param name="memoryBytes">That it may use, by its control groups or the machine.</param>
/// <param name="dataRoot">Folder whose file system is looked at.</param>
/// <param name="captures">What is known of captures.</param>
/// <param name="spool">Where they wait.</param>
/// <param name="history">Starts and crashes; null when they are not counted.</param>
/// <param name="time">The clock.</param>
internal sealed class ProcessFigures(
    Func<ProcessUsage> usage,
    int processors,
    long memoryBytes,
    string dataRoot,
    CaptureGauge captures,
    ISpool spool,
    IProcessHistory? history,
    TimeProvider time) : IDeviceFigures
{
    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private long _lastAt = time.GetTimestamp();
    private TimeSpan _lastTime = usage().ProcessorTime;

    /// <inheritdoc />
    public Task<DeviceFigures> ReadAsync(CancellationToken cancelled)
    {
        ProcessUsage now = usage();
        FileSystemFacts? disk = Disk();
        return Task.FromResult(new DeviceFigures
        {
            CpuPercent = Cpu(now.ProcessorTime),
            MemoryBytes = now.ResidentBytes,
            MemoryPercent = Percent(now.ResidentBytes, memoryBytes),
            DiskPercent = disk is null ? null : Percent(disk.Total - disk.Free, disk.Total),
            DiskFreeBytes = disk?.Free,
            SpoolPercent = Percent(spool.UsedBytes, spool.BudgetBytes),
            PendingCaptures = captures.Pending,
            Crashes = history?.Record.Crashes,
            Uptime = time.GetElapsedTime(_started),
        });
    }

    private double? Cpu(TimeSpan used)
    {
        lock (_gate)
        {
            long at = time.GetTimestamp();
            TimeSpan passed = time.GetElapsedTime(_lastAt, at);
            double? percent = passed > TimeSpan.Zero ? Math.Clamp(100 * (used - _lastTime) / (passed * processors), 0, 100) : null;
            (_lastAt, _lastTime) = (at, used);
            return percent;
        }
    }

    private FileSystemFacts? Disk()
    {
        try
        {
            return FileSystemFacts.At(PathRights.NearestFolder(dataRoot));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A figure that is not known is left out, and a broken disk tells of itself elsewhere.
            return null;
        }
    }

    private static double? Percent(long part, long whole) => whole > 0 ? 100.0 * part / whole : null;
}
