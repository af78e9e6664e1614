using System.Collections.Immutable;

namespace EdgeActors.Fleet.Reports;

/// <summary>A fleet at one moment (contract §6, GetDeviceFleetReport), and what people ask next: who is silent, who crashes.</summary>
/// <param name="Generated">The moment.</param>
/// <param name="Registered">Devices that are registered and active.</param>
/// <param name="Connected">Those of them whose last heartbeat is young enough.</param>
/// <param name="AgentVersions">Versions of the agent and how many devices run each, the most frequent first.</param>
/// <param name="Models">Models and where they stand, by name and version.</param>
/// <param name="Devices">Every registered device, by name.</param>
internal sealed record FleetReport(
    DateTimeOffset Generated,
    int Registered,
    int Connected,
    ImmutableArray<AgentVersionCount> AgentVersions,
    ImmutableArray<ModelCount> Models,
    ImmutableArray<DeviceSummary> Devices);

/// <summary>Devices by version of their agent.</summary>
internal sealed record AgentVersionCount(string Version, int Agents);

/// <summary>Devices that have a model, by its name and version. A device counts once in <paramref name="Offline"/> or <paramref name="Connected"/>.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Offline">Devices that had it when they were last heard of.</param>
/// <param name="Connected">Devices that are connected.</param>
/// <param name="Active">Connected ones that ran it lately.</param>
/// <param name="Sampling">Connected ones that captured its data lately.</param>
internal sealed record ModelCount(string Name, string Version, int Offline, int Connected, int Active, int Sampling);

/// <summary>One device.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsConnected">Whether its last heartbeat is young enough.</param>
/// <param name="HeartbeatAge">Since its last heartbeat; null when none ever came.</param>
/// <param name="AgentVersion">As it last said; null when it never did.</param>
/// <param name="Crashes">Of the agent, as it last said; null when it never did.</param>
/// <param name="Refused">Why it refuses what the fleet wants, as it last said; empty when it does not.</param>
internal sealed record DeviceSummary(string Name, bool IsConnected, TimeSpan? HeartbeatAge, string? AgentVersion, long? Crashes, string Refused);

/// <summary>How long ago counts as now.</summary>
internal sealed record ReportOptions
{
    /// <summary>Least of both times.</summary>
    public static TimeSpan Least { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Most of both times.</summary>
    public static TimeSpan Most { get; } = TimeSpan.FromDays(90);

    /// <summary>A device is connected when its last heartbeat is no older, 10 s to 90 days. Default 5 min: five of the usual heartbeats.</summary>
    public TimeSpan ConnectedWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A model is active or sampling when it ran or was captured within this time, 10 s to 90 days. Default 1 h.</summary>
    public TimeSpan ActiveWithin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Every fault of these options; empty when all is well.</summary>
    public IEnumerable<string> Faults() =>
        from option in ((string Name, TimeSpan Value)[])[(nameof(ConnectedWithin), ConnectedWithin), (nameof(ActiveWithin), ActiveWithin)]
        where option.Value < Least || option.Value > Most
        select $"{option.Name} is {option.Value}, must be {Least} to {Most}";
}
