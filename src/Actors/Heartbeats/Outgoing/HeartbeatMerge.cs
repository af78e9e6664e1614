using System.Collections.Immutable;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats.Figures;

namespace EdgeActors.Heartbeats.Outgoing;

/// <summary>
/// Lets a heartbeat take up an older one that is not kept: counts are added, so that the sums over all heartbeats stay true, means are weighed by their
/// counts, and of everything else the newer holds. Pure.
/// </summary>
internal static class HeartbeatMerge
{
    /// <summary>Models of a heartbeat up to which it takes up those that are loaded no more; months of changing models must not make it grow.</summary>
    public const int MostModels = 64;

    public static Heartbeat Into(Heartbeat newer, Heartbeat older) => newer with
    {
        AgentMetrics = Counted(newer.AgentMetrics, older.AgentMetrics, MetricName.Startup),
        Models = Models(newer.Models, older.Models),
    };

    private static ImmutableArray<ModelHeartbeat> Models(ImmutableArray<ModelHeartbeat> newer, ImmutableArray<ModelHeartbeat> older)
    {
        ModelHeartbeat? Older(ModelHeartbeat one) => older.FirstOrDefault(other => IsSame(one, other));
        IEnumerable<ModelHeartbeat> gone = older.Where(one => !newer.Any(other => IsSame(one, other)));
        return [.. newer.Select(one => Older(one) is { } before ? Model(one, before) : one), .. gone.Take(Math.Max(0, MostModels - newer.Length))];
    }

    private static ModelHeartbeat Model(ModelHeartbeat newer, ModelHeartbeat older)
    {
        ImmutableArray<Metric> metrics = Counted(Counted(newer.Metrics, older.Metrics, MetricName.Inferences), older.Metrics, MetricName.Errors);
        return newer with
        {
            LatestInference = newer.LatestInference ?? older.LatestInference,
            LatestSample = newer.LatestSample ?? older.LatestSample,
            Metrics = Mean(metrics, newer.Metrics, older.Metrics),
        };
    }

    private static ImmutableArray<Metric> Counted(ImmutableArray<Metric> newer, ImmutableArray<Metric> older, string name) =>
        Find(older, name) is not { } before ? newer
        : Find(newer, name) is { } now ? newer.Replace(now, now with { Value = now.Value + before.Value })
        : newer.Add(before);

    private static ImmutableArray<Metric> Mean(ImmutableArray<Metric> merged, ImmutableArray<Metric> newer, ImmutableArray<Metric> older)
    {
        if (Find(older, MetricName.Latency) is not { } before)
        {
            return merged;
        }

        if (Find(merged, MetricName.Latency) is not { } now)
        {
            return merged.Add(before);
        }

        double runsNow = Find(newer, MetricName.Inferences)?.Value ?? 0;
        double runsBefore = Find(older, MetricName.Inferences)?.Value ?? 0;
        double runs = runsNow + runsBefore;
        return runs > 0 ? merged.Replace(now, now with { Value = ((now.Value * runsNow) + (before.Value * runsBefore)) / runs }) : merged;
    }

    private static Metric? Find(ImmutableArray<Metric> metrics, string name) => metrics.FirstOrDefault(metric => metric.Name == name);

    private static bool IsSame(ModelHeartbeat one, ModelHeartbeat other) => one.ModelName == other.ModelName && one.ModelVersion == other.ModelVersion;
}
