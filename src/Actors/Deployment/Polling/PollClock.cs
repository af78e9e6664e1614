using EdgeActors.Pacing;

namespace EdgeActors.Deployment.Polling;

/// <summary>
/// When the fleet is asked next. Devices that start together, or lost their fleet together, do not ask together: after a failure the pause is anything up to
/// a limit that doubles and ends at the interval, so that after a long outage a fleet comes back spread over a whole interval. Pure.
/// </summary>
internal static class PollClock
{
    // A tenth of the interval either way.
    private const double Spread = 0.1;

    /// <summary>Until the first poll.</summary>
    public static TimeSpan First(DeploymentOptions options, double jitter) => options.StartSpread * jitter;

    /// <summary>Until the next one.</summary>
    /// <param name="options">Interval and shortest pause.</param>
    /// <param name="failures">Polls in a row that failed; 0 after one that did not.</param>
    /// <param name="jitter">0 to 1.</param>
    public static TimeSpan Next(DeploymentOptions options, int failures, double jitter) => failures == 0
        ? options.PollInterval * (1 - Spread + (2 * Spread * jitter))
        : FullJitter.Of(failures, Least(options.MinBackoff, options.PollInterval), options.PollInterval, jitter);

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
