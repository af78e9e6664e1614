using EdgeActors.Wording;

namespace EdgeActors.Deployment;

/// <summary>Limits and times of deployments.</summary>
public sealed record DeploymentOptions
{
    /// <summary>Pause between two polls, 1 min to 365 days; each is up to a tenth shorter or longer. Default 1 day.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The first poll comes within this time of the start, 0 to 1 h. Default 30 s.</summary>
    public TimeSpan StartSpread { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Shortest pause after a failure, 1 s to 1 h. The longest is <see cref="PollInterval"/>. Default 30 s.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest pause between two tries to fetch a package, <see cref="MinBackoff"/> to 1 day. Default 1 h.</summary>
    public TimeSpan MaxFetchBackoff { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long new models are watched before they are kept for good, 0 to 1 day. Default 1 min.</summary>
    public TimeSpan CommitWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Looks at the new models within the window, 1 to 1000. Default 12.</summary>
    public int WindowLooks { get; init; } = 12;

    /// <summary>Models of one deployment, 1 to 64. Default 16.</summary>
    public int MaxModels { get; init; } = 16;

    /// <summary>Deployments that a fleet may want of one device at a time, 1 to 256. Default 64.</summary>
    public int MaxDeployments { get; init; } = 64;

    /// <summary>Handles that deployments may fill on one device, 1 to 256. Default 64.</summary>
    public int MaxInstalled { get; init; } = 64;

    /// <summary>How often a deployment may be cut off once its packages are there, by the end of the process or for want of room, before it fails, 1 to 100. Default 5.</summary>
    public int MaxInterruptions { get; init; } = 5;

    /// <summary>Ends of deployments that are remembered after the fleet has forgotten them, 0 to 256. Default 32.</summary>
    public int RememberedOutcomes { get; init; } = 32;

    /// <summary>Results that wait to be reported, 1 to 64; beyond that the oldest is dropped. Default 8.</summary>
    public int MaxUnreported { get; init; } = 8;

    /// <summary>Events after which a snapshot takes their place, 1 to 1000. Default 24.</summary>
    public int SnapshotEvents { get; init; } = 24;

    /// <summary>Seed of all jitter; devices of a fleet need different ones. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Every fault at once, each with the option's name, its value and what is allowed; empty when all is well.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        OptionRange.Check(faults, nameof(PollInterval), PollInterval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365));
        OptionRange.Check(faults, nameof(StartSpread), StartSpread, TimeSpan.Zero, TimeSpan.FromHours(1));
        OptionRange.Check(faults, nameof(MinBackoff), MinBackoff, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        OptionRange.Check(faults, nameof(MaxFetchBackoff), MaxFetchBackoff, MinBackoff, TimeSpan.FromDays(1));
        OptionRange.Check(faults, nameof(CommitWindow), CommitWindow, TimeSpan.Zero, TimeSpan.FromDays(1));
        OptionRange.Check(faults, nameof(WindowLooks), WindowLooks, 1, 1000);
        OptionRange.Check(faults, nameof(MaxModels), MaxModels, 1, 64);
        OptionRange.Check(faults, nameof(MaxDeployments), MaxDeployments, 1, 256);
        OptionRange.Check(faults, nameof(MaxInstalled), MaxInstalled, 1, 256);
        OptionRange.Check(faults, nameof(MaxInterruptions), MaxInterruptions, 1, 100);
        OptionRange.Check(faults, nameof(RememberedOutcomes), RememberedOutcomes, 0, 256);
        OptionRange.Check(faults, nameof(MaxUnreported), MaxUnreported, 1, 64);
        OptionRange.Check(faults, nameof(SnapshotEvents), SnapshotEvents, 1, 1000);
        return faults;
    }
}
