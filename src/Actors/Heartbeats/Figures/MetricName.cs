namespace EdgeActors.Heartbeats.Figures;

/// <summary>Names of the metrics; docs/heartbeats.md has their units. They never change.</summary>
public static class MetricName
{
    /// <summary>1, in the first heartbeat after a start.</summary>
    public const string Startup = "AgentStartup";

    /// <summary>Crashes ever.</summary>
    public const string Crashes = "AgentCrashCount";

    /// <summary>Percent.</summary>
    public const string Cpu = "CpuUsage";

    /// <summary>Percent.</summary>
    public const string Memory = "MemoryUsage";

    /// <summary>Bytes.</summary>
    public const string MemoryBytes = "MemoryBytes";

    /// <summary>Percent.</summary>
    public const string Disk = "DiskUsage";

    /// <summary>Bytes.</summary>
    public const string DiskFree = "DiskFree";

    /// <summary>Percent.</summary>
    public const string Spool = "SpoolUsage";

    /// <summary>Captures.</summary>
    public const string Pending = "PendingCaptures";

    /// <summary>Seconds.</summary>
    public const string Uptime = "Uptime";

    /// <summary>Runs since the last heartbeat.</summary>
    public const string Inferences = "InferenceCount";

    /// <summary>Failed runs since the last heartbeat.</summary>
    public const string Errors = "InferenceErrorCount";

    /// <summary>Milliseconds, the mean of the runs since the last heartbeat.</summary>
    public const string Latency = "InferenceLatency";

    /// <summary>Milliseconds, the longest run since the model was loaded.</summary>
    public const string LongestLatency = "InferenceLatencyMax";
}
