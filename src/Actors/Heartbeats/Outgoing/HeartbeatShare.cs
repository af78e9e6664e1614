using System.Collections.Immutable;
using System.Text;
using EdgeActors.Fleet;

namespace EdgeActors.Heartbeats.Outgoing;

/// <summary>How many bytes of the journal a heartbeat takes: an upper estimate, made without serialising.</summary>
internal static class HeartbeatShare
{
    private const int Own = 80;
    private const int Model = 32;
    private const int OfMetric = 32;

    public static int Of(Heartbeat heartbeat) =>
        Own + heartbeat.AgentVersion.Length + Device(heartbeat) + Encoding.UTF8.GetByteCount(heartbeat.DesiredRefused) + Of(heartbeat.AgentMetrics)
        + heartbeat.Models.Sum(static model => Model + model.ModelName.Length + model.ModelVersion.Length + Of(model.Metrics));

    // Names are ASCII, and the dimension stands there once.
    private static int Device(Heartbeat heartbeat) => heartbeat.AgentMetrics.IsEmpty ? 0 : heartbeat.AgentMetrics[0].Dimension.Length;

    private static int Of(ImmutableArray<Metric> metrics) => metrics.Sum(static metric => OfMetric + metric.Name.Length);
}
