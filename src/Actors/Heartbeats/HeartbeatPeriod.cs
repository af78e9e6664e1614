namespace EdgeActors.Heartbeats;

/// <summary>Pauses between heartbeats: none is exactly the period, so that devices that were switched on together drift apart. Pure.</summary>
internal static class HeartbeatPeriod
{
    /// <summary>Until the first one after a start.</summary>
    public static TimeSpan First(HeartbeatOptions options, TimeSpan period, double jitter) =>
        (options.FirstWithin < period ? options.FirstWithin : period) * jitter;

    /// <summary>Until the next one.</summary>
    public static TimeSpan Next(HeartbeatOptions options, TimeSpan period, double jitter) => period * (1 + (options.Jitter * ((2 * jitter) - 1)));
}
