using System.Collections.Immutable;
using EdgeActors.Fleet;

namespace EdgeActors.Heartbeats.Figures;

/// <summary>Figures of process and device as metrics. What is not known is left out. Pure.</summary>
internal static class AgentMetrics
{
    public static ImmutableArray<Metric> Of(DeviceFigures figures, bool isFirst, string device, DateTimeOffset now) =>
    [
        .. new (string Name, double? Value)[]
        {
            (MetricName.Startup, isFirst ? 1 : null),
            (MetricName.Crashes, figures.Crashes),
            (MetricName.Cpu, figures.CpuPercent),
            (MetricName.Memory, figures.MemoryPercent),
            (MetricName.MemoryBytes, figures.MemoryBytes),
            (MetricName.Disk, figures.DiskPercent),
            (MetricName.DiskFree, figures.DiskFreeBytes),
            (MetricName.Spool, figures.SpoolPercent),
            (MetricName.Pending, figures.PendingCaptures),
            (MetricName.Uptime, figures.Uptime?.TotalSeconds),
        }
        .Where(static one => one.Value is { } value && double.IsFinite(value))
        .Select(one => new Metric(one.Name, device, one.Value!.Value, now)),
    ];
}
