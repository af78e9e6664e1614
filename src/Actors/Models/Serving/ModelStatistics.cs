namespace EdgeActors.Models.Serving;

/// <summary>A run that has ended.</summary>
/// <param name="EndedAt">Time stamp of the model's clock.</param>
/// <param name="Latency">How long the engine took.</param>
/// <param name="Failed">Whether it ended with a fault; a caller who gave up is none.</param>
internal readonly record struct FinishedRun(long EndedAt, TimeSpan Latency, bool Failed);

/// <summary>What a model has done for clients since it was loaded; trials do not count.</summary>
/// <param name="Runs">Runs that ended, failed ones included.</param>
/// <param name="Errors">Runs that failed.</param>
/// <param name="TotalLatency">Sum over all runs.</param>
/// <param name="LongestLatency">The longest run.</param>
/// <param name="LastRunAt">Time stamp of the model's clock at the end of the last run; null before the first.</param>
internal sealed record StatisticsSnapshot(
    long Runs, long Errors, TimeSpan TotalLatency, TimeSpan LongestLatency, long? LastRunAt)
{
    /// <summary>Zero before the first run.</summary>
    public TimeSpan MeanLatency => Runs == 0 ? TimeSpan.Zero : TotalLatency / Runs;
}

/// <summary>Counts runs. Not thread-safe.</summary>
internal sealed class ModelStatistics
{
    private long _runs;
    private long _errors;
    private TimeSpan _total;
    private TimeSpan _longest;
    private long _lastRunAt;

    public void Count(in FinishedRun run)
    {
        _runs++;
        _errors += run.Failed ? 1 : 0;
        _total += run.Latency;
        _longest = run.Latency > _longest ? run.Latency : _longest;
        _lastRunAt = run.EndedAt;
    }

    public StatisticsSnapshot Snapshot() => new(_runs, _errors, _total, _longest, _runs == 0 ? null : _lastRunAt);
}
