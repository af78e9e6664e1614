using System.Collections.Immutable;
using EdgeActors.Fleet;
using EdgeActors.Models.Swap;

namespace EdgeActors.Heartbeats.Figures;

/// <summary>
/// What models have done since the last heartbeat: differences of their counters, by the registry's id, so that a swap or a load under a known name
/// starts anew. What a model does between its last reading and its end is not told.
/// </summary>
/// <param name="noVersion">Version of models whose package names none, as in captured data.</param>
/// <param name="latestSample">When data of a model, by name and version as in captured data, were captured last.</param>
internal sealed class ModelWindows(string noVersion, Func<string, string, DateTimeOffset?> latestSample)
{
    private Dictionary<long, ModelReading> _before = [];

    public ImmutableArray<ModelHeartbeat> Next(IReadOnlyList<ModelReading> readings, DateTimeOffset now)
    {
        ImmutableArray<ModelHeartbeat> models = [.. readings.OrderBy(static one => one.Model.Handle, StringComparer.Ordinal).Select(one => Of(one, now))];
        _before = readings.ToDictionary(static one => one.Id);
        return models;
    }

    private ModelHeartbeat Of(ModelReading reading, DateTimeOffset now)
    {
        string name = reading.Model.PackageName ?? reading.Model.Handle;
        string version = reading.Model.PackageVersion ?? noVersion;
        string shown = HeartbeatRules.ModelName(name);
        ModelReading? before = _before.GetValueOrDefault(reading.Id);
        long runs = reading.Runs - (before?.Runs ?? 0);
        double total = (reading.TotalLatency - (before?.TotalLatency ?? TimeSpan.Zero)).TotalMilliseconds;
        ImmutableArray<Metric>.Builder metrics = ImmutableArray.CreateBuilder<Metric>();
        Add(MetricName.Inferences, runs);
        Add(MetricName.Errors, reading.Errors - (before?.Errors ?? 0));
        if (runs > 0)
        {
            Add(MetricName.Latency, total / runs);
        }

        if (reading.Runs > 0)
        {
            Add(MetricName.LongestLatency, reading.LongestLatency.TotalMilliseconds);
        }

        return new ModelHeartbeat(shown, HeartbeatRules.ModelVersion(version), reading.LastRun, latestSample(name, version), metrics.ToImmutable());

        void Add(string metric, double value) => metrics.Add(new Metric(metric, shown, value, now));
    }
}
