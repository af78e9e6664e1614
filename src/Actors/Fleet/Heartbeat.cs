using System.Collections.Immutable;

namespace EdgeActors.Fleet;

/// <summary>One sign of life (contract §5.2). All names and lengths are legal there; who makes one sees to it.</summary>
public sealed record Heartbeat
{
    /// <summary>When it was made; the order of sending.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>1 to 30 of letters, digits, space, underscore and dot.</summary>
    public required string AgentVersion { get; init; }

    /// <summary>Figures of the process and the device.</summary>
    public ImmutableArray<Metric> AgentMetrics { get; init; } = [];

    /// <summary>One per loaded model.</summary>
    public ImmutableArray<ModelHeartbeat> Models { get; init; } = [];

    /// <summary>How a deployment ended, once; null with most heartbeats.</summary>
    public DeploymentResult? Deployment { get; init; }

    /// <summary>Why what the fleet wants of the device is refused as a whole, at most 512 characters; empty when it is not.</summary>
    public string DesiredRefused { get; init; } = "";
}

/// <summary>One figure.</summary>
/// <param name="Name">4 to 100, for example <c>CpuUsage</c>.</param>
/// <param name="Dimension">1 to 1000: the device's or the model's name.</param>
/// <param name="Value">A finite number.</param>
/// <param name="Time">When it was read.</param>
public sealed record Metric(string Name, string Dimension, double Value, DateTimeOffset Time);

/// <summary>Figures of one model.</summary>
/// <param name="ModelName">4 to 255.</param>
/// <param name="ModelVersion">1 to 64.</param>
/// <param name="LatestInference">End of the last run; null before the first.</param>
/// <param name="LatestSample">When data of it were captured last; null before the first.</param>
/// <param name="Metrics">Since the last heartbeat.</param>
public sealed record ModelHeartbeat(
    string ModelName, string ModelVersion, DateTimeOffset? LatestInference, DateTimeOffset? LatestSample, ImmutableArray<Metric> Metrics);
