namespace EdgeActors.Fleet.Documents;

/// <summary><c>fleet.json</c>: that there is such a fleet, and what holds for all its devices.</summary>
internal sealed record FleetDocument
{
    /// <summary>The default of <see cref="RegistrationLife"/>.</summary>
    public static readonly TimeSpan UsualRegistrationLife = TimeSpan.FromHours(1);

    /// <summary>The default of <see cref="OfflineAfter"/>.</summary>
    public static readonly TimeSpan UsualOfflineAfter = TimeSpan.FromMinutes(5);

    /// <summary>The fleet's name.</summary>
    public required string Fleet { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Who made it, for people; empty when nobody says.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>For people.</summary>
    public string Description { get; init; } = "";

    /// <summary>How long devices use the answer whether they are registered, 1 min to 30 days in whole seconds. Default 1 h.</summary>
    public TimeSpan RegistrationLife { get; init; } = UsualRegistrationLife;

    /// <summary>Without a heartbeat for so long a device counts as offline in reports, 10 s to 90 days in whole seconds. Default 5 min.</summary>
    public TimeSpan OfflineAfter { get; init; } = UsualOfflineAfter;
}

/// <summary><c>devices/….json</c>: a registration.</summary>
internal sealed record DeviceDocument
{
    /// <summary>The fleet's name.</summary>
    public required string Fleet { get; init; }

    /// <summary>The device's name.</summary>
    public required string Device { get; init; }

    /// <summary>Whether the device takes part. Default true.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>For people.</summary>
    public string Description { get; init; } = "";

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset Registered { get; init; }
}

/// <summary><c>heartbeats/….json</c>: the newest sign of life of a device.</summary>
/// <param name="Fleet">The fleet's name.</param>
/// <param name="Device">The device's name.</param>
/// <param name="Heartbeat">What it says; how a deployment ended is a document of its own and never in here.</param>
internal sealed record HeartbeatDocument(string Fleet, string Device, Heartbeat Heartbeat);

/// <summary><c>results/…/….json</c>: how a deployment ended on a device.</summary>
/// <param name="Fleet">The fleet's name.</param>
/// <param name="Device">The device's name.</param>
/// <param name="Result">How it ended.</param>
internal sealed record ResultDocument(string Fleet, string Device, DeploymentResult Result);
