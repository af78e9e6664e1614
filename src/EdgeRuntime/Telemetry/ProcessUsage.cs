namespace EdgeActors.Telemetry;

/// <summary>What the process has taken of the machine.</summary>
/// <param name="ProcessorTime">Of all its threads since its start.</param>
/// <param name="ResidentBytes">Of memory, now.</param>
internal readonly record struct ProcessUsage(TimeSpan ProcessorTime, long ResidentBytes)
{
    /// <summary>Of this process, now.</summary>
    public static ProcessUsage OfThisProcess() => new(
        OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() || OperatingSystem.IsBrowser() ? TimeSpan.Zero : Environment.CpuUsage.TotalTime, Environment.WorkingSet);
}
