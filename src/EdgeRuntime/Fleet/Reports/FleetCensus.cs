using System.Collections.Immutable;

namespace EdgeActors.Fleet.Reports;

/// <summary>Makes a report of what devices said last. Pure.</summary>
internal static class FleetCensus
{
    /// <summary>The metric that counts crashes of an agent.</summary>
    public const string CrashMetric = "AgentCrashCount";

    /// <summary>The report.</summary>
    /// <param name="devices">Names of the devices that are registered and active.</param>
    /// <param name="heartbeats">The newest heartbeat of each device; those of others count for nothing.</param>
    /// <param name="options">What counts as now.</param>
    /// <param name="now">The moment.</param>
    public static FleetReport Of(
        IEnumerable<string> devices, IReadOnlyDictionary<string, Heartbeat> heartbeats, ReportOptions options, DateTimeOffset now)
    {
        (string Name, Heartbeat? Last)[] all =
            [.. devices.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => (name, heartbeats.GetValueOrDefault(name)))];
        Heartbeat[] heard = [.. all.Select(device => device.Last).OfType<Heartbeat>()];
        return new FleetReport(
            now,
            all.Length,
            heard.Count(IsConnected),
            [
                .. heard.CountBy(last => last.AgentVersion)
                    .OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
                    .Select(count => new AgentVersionCount(count.Key, count.Value)),
            ],
            Models(heard, IsConnected, time => IsWithin(time, options.ActiveWithin, now)),
            [.. all.Select(device => Summary(device.Name, device.Last, device.Last is not null && IsConnected(device.Last), now))]);

        bool IsConnected(Heartbeat last) => IsWithin(last.Time, options.ConnectedWithin, now);
    }

    // A device whose clock is ahead is there all the same.
    private static bool IsWithin(DateTimeOffset? time, TimeSpan span, DateTimeOffset now) => time is { } at && now - at <= span;

    // One model may be loaded under several handles: then the one that did most lately speaks for the device.
    private static ImmutableArray<ModelCount> Models(
        IEnumerable<Heartbeat> heard, Func<Heartbeat, bool> isConnected, Func<DateTimeOffset?, bool> isLately) =>
        [
            .. heard
                .SelectMany(last => last.Models.GroupBy(model => (model.ModelName, model.ModelVersion)).Select(same => (
                    Model: same.Key,
                    IsConnected: isConnected(last),
                    IsActive: same.Any(model => isLately(model.LatestInference)),
                    IsSampling: same.Any(model => isLately(model.LatestSample)))))
                .GroupBy(held => held.Model)
                .OrderBy(model => model.Key.ModelName, StringComparer.Ordinal).ThenBy(model => model.Key.ModelVersion, StringComparer.Ordinal)
                .Select(model => new ModelCount(
                    model.Key.ModelName,
                    model.Key.ModelVersion,
                    model.Count(held => !held.IsConnected),
                    model.Count(held => held.IsConnected),
                    model.Count(held => held.IsConnected && held.IsActive),
                    model.Count(held => held.IsConnected && held.IsSampling))),
        ];

    private static DeviceSummary Summary(string name, Heartbeat? last, bool isConnected, DateTimeOffset now) => new(
        name,
        isConnected,
        last is null ? null : now > last.Time ? now - last.Time : TimeSpan.Zero,
        last?.AgentVersion,
        last?.AgentMetrics.Where(metric => metric.Name == CrashMetric).Select(metric => (long?)metric.Value).LastOrDefault(),
        last?.DesiredRefused ?? "");
}
