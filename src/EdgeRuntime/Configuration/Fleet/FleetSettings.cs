using EdgeActors.Heartbeats;

namespace EdgeActors.Configuration.Fleet;

/// <summary>All that configuration says about fleet control, checked.</summary>
internal sealed record FleetSettings
{
    /// <summary>Where the fleet is. Default: nowhere.</summary>
    public FleetAddress Address { get; init; } = FleetAddress.None;

    /// <summary>Limits and periods of heartbeats.</summary>
    public HeartbeatOptions Heartbeats { get; init; } = new();
}
