using EdgeActors.Wording;

namespace EdgeActors.Heartbeats;

/// <summary>Limits and pauses of registration and heartbeats.</summary>
public sealed record HeartbeatOptions
{
    /// <summary>The shortest <see cref="Period"/>.</summary>
    public static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(5);

    /// <summary>The longest <see cref="Period"/>.</summary>
    public static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(1);

    /// <summary>The most of <see cref="Kept"/>.</summary>
    public const int MostKept = 1000;

    /// <summary><c>edgeactors_heartbeat_period</c>: pause between two heartbeats, 5 s to 1 day. Default 60 s.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Part of the period by which each pause is longer or shorter, 0 to 0.5. Default 0.1.</summary>
    public double Jitter { get; init; } = 0.1;

    /// <summary>
    /// Time within which the first heartbeat is made, 0 to 1 h, or the period if that is shorter: somewhere in it, since whole fleets are switched on
    /// together. Default 60 s.
    /// </summary>
    public TimeSpan FirstWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><c>edgeactors_heartbeats_kept</c>: heartbeats that are kept while the fleet is away, 1 to 1000. Default 64.</summary>
    public int Kept { get; init; } = 64;

    /// <summary>
    /// Bytes of kept heartbeats in the journal, 4 KiB to 256 KiB; older ones are thinned to stay within. After as many bytes of events a snapshot takes
    /// their place. Default 64 KiB.
    /// </summary>
    public int KeptBytes { get; init; } = 64 << 10;

    /// <summary>Events after which a snapshot takes their place, however small they are, 1 to 1000. Default 100.</summary>
    public int SnapshotEvents { get; init; } = 100;

    /// <summary>Results of deployments that wait for the fleet, 1 to 256; then further ones are not taken. Default 32.</summary>
    public int ResultsKept { get; init; } = 32;

    /// <summary>
    /// Longest time that an unsent heartbeat is in memory only, 10 s to 1 day, with <see cref="Durable"/>. While the fleet answers, nothing is written;
    /// while it is away, no more often than this. Default 10 min.
    /// </summary>
    public TimeSpan WritePeriod { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Shortest pause after a failure, 1 s to 10 min. Default 10 s.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest pause after failures, <see cref="MinBackoff"/> to 1 day. Default 15 min.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Pause between two heartbeats of a backlog, 0 to 10 min; each is half to one and a half of it. Default 2 s.</summary>
    public TimeSpan BacklogPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest time that one call of the fleet may take, 1 s to 1 h; then it counts as away. Default 2 min.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Times that a fleet may find a heartbeat or result unusable before it is given up, 1 to 100. Default 5.</summary>
    public int MaxRefusals { get; init; } = 5;

    /// <summary><c>DbEnable</c>: whether what waits is on stable storage. Default false.</summary>
    public bool Durable { get; init; }

    /// <summary>Seed of all jitter; devices of a fleet need different ones. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Every fault at once, each with the option's name, its value and what is allowed; empty when all is well.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        OptionRange.Check(faults, nameof(Period), Period, ShortestPeriod, LongestPeriod);
        OptionRange.Check(faults, nameof(Jitter), Jitter, 0, 0.5);
        OptionRange.Check(faults, nameof(FirstWithin), FirstWithin, TimeSpan.Zero, TimeSpan.FromHours(1));
        OptionRange.Check(faults, nameof(Kept), Kept, 1, MostKept);
        OptionRange.Check(faults, nameof(KeptBytes), KeptBytes, 4 << 10, 256 << 10);
        OptionRange.Check(faults, nameof(SnapshotEvents), SnapshotEvents, 1, 1000);
        OptionRange.Check(faults, nameof(ResultsKept), ResultsKept, 1, 256);
        OptionRange.Check(faults, nameof(WritePeriod), WritePeriod, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1));
        OptionRange.Check(faults, nameof(MinBackoff), MinBackoff, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        OptionRange.Check(faults, nameof(MaxBackoff), MaxBackoff, MinBackoff, TimeSpan.FromDays(1));
        OptionRange.Check(faults, nameof(BacklogPause), BacklogPause, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        OptionRange.Check(faults, nameof(CallTimeout), CallTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        OptionRange.Check(faults, nameof(MaxRefusals), MaxRefusals, 1, 100);
        return faults;
    }
}
