using EdgeActors.Fleet;
using EdgeActors.Heartbeats.Figures;
using EdgeActors.Models.Swap;

namespace EdgeActors.Heartbeats;

/// <summary>What the heartbeat actor works with; the same for every life of it.</summary>
/// <param name="options">Limits and periods at the start of the process.</param>
/// <param name="fleet">Where heartbeats go.</param>
/// <param name="figures">Of process and device.</param>
/// <param name="models">What models have done.</param>
/// <param name="identity">Which device this is.</param>
/// <param name="agentVersion">As the agent calls itself.</param>
public sealed class HeartbeatSetting(
    HeartbeatOptions options, IFleet fleet, IDeviceFigures figures, IModelReadings models, DeviceIdentity identity, string agentVersion)
{
    private HeartbeatLife? _life;

    /// <summary>Limits and periods at the start of the process.</summary>
    public HeartbeatOptions Options => options;

    /// <summary>Where heartbeats go.</summary>
    public IFleet Fleet => fleet;

    /// <summary>Of process and device.</summary>
    public IDeviceFigures Figures => figures;

    /// <summary>What models have done.</summary>
    public IModelReadings Models => models;

    /// <summary>Which device this is.</summary>
    public DeviceIdentity Identity => identity;

    /// <summary>As the agent calls itself.</summary>
    public string AgentVersion => agentVersion;

    /// <summary>Version of models whose package names none, as in captured data. Default <c>no_version</c>.</summary>
    public string NoVersion { get; init; } = "no_version";

    /// <summary>When data of a model, by name and version as in captured data, were captured last. Default: never.</summary>
    public Func<string, string, DateTimeOffset?> LatestSample { get; init; } = static (_, _) => null;

    /// <summary>Under which events are stored; never changes, and differs between devices that share a journal. Default <c>heartbeats</c>.</summary>
    public string PersistenceId { get; init; } = "heartbeats";

    /// <summary>What the fleet has said about this device.</summary>
    public IDeviceRegistration Registration => Life.Registration;

    /// <summary>What outlives the actor.</summary>
    internal HeartbeatLife Life => LazyInitializer.EnsureInitialized(ref _life, () => new HeartbeatLife(this));
}
