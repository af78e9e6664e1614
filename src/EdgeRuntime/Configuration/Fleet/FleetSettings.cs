using EdgeActors.Configuration.Capture;
using EdgeActors.Heartbeats;

namespace EdgeActors.Configuration.Fleet;

/// <summary>All that configuration says about fleet control, checked.</summary>
internal sealed record FleetSettings
{
    /// <summary>Where the fleet is. Default: nowhere.</summary>
    public FleetAddress Address { get; init; } = FleetAddress.None;

    /// <summary>Region that requests to a service are signed for.</summary>
    public string Region { get; init; } = "";

    /// <summary>An HTTP proxy on the way to a service; null for what the environment says.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The bucket of the tree; null when the fleet is not in one.</summary>
    public BucketSettings? Bucket { get; init; }

    /// <summary>Whether the way to the fleet takes AWS keys.</summary>
    public bool NeedsKeys => Address.Kind is FleetKind.Rest or FleetKind.Bucket;

    /// <summary>Limits and periods of heartbeats.</summary>
    public HeartbeatOptions Heartbeats { get; init; } = new();
}
