using EdgeActors.Models.Registry;
using EdgeActors.Models.Serving;

namespace EdgeActors.Models.Swap;

/// <summary>Reads the statistics of models, which count under a lock of their own.</summary>
internal sealed class ModelReadings(ModelDirectory directory) : IModelReadings
{
    public IReadOnlyList<ModelReading> All() => [.. directory.Seen.Select(Of)];

    /// <summary>The model's counters as they are now; its last run as a time of day, by the clock's present one.</summary>
    public static ModelReading Of(ServingModel model)
    {
        StatisticsSnapshot now = model.Admission.Statistics;
        DateTimeOffset? lastRun = now.LastRunAt is { } ended ? model.Clock.GetUtcNow() - model.Clock.GetElapsedTime(ended) : null;
        return new ModelReading(model.Id, model.Info, now.Runs, now.Errors, now.TotalLatency, now.LongestLatency, lastRun);
    }
}
