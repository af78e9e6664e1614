using System.Collections.Immutable;
using System.Text;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats.Journal;

namespace EdgeActors.Heartbeats.Outgoing;

/// <summary>How many bytes of the journal a heartbeat or an event takes: an estimate, made without serialising. Pure.</summary>
internal static class HeartbeatShare
{
    private const int Own = 80;
    private const int Model = 32;
    private const int OfMetric = 32;
    private const int Row = 200;

    public static long Of(IHeartbeatEvent happened) => Row + happened switch
    {
        OutboxWritten e => e.Added.Sum(static one => Of(one.Heartbeat)) + (9L * e.Removed.Length),
        ResultReported e => e.Result.Message.Length + e.Result.Models.Sum(static one => one.Reason.Length + one.RollbackFailure.Length + Row),
        _ => 0,
    };

    public static int Of(Heartbeat heartbeat) =>
        Own + heartbeat.AgentVersion.Length + Device(heartbeat) + Encoding.UTF8.GetByteCount(heartbeat.DesiredRefused) + Of(heartbeat.AgentMetrics)
        + heartbeat.Models.Sum(static model => Model + model.ModelName.Length + model.ModelVersion.Length + Of(model.Metrics));

    // Names are ASCII, and the dimension stands there once.
    private static int Device(Heartbeat heartbeat) => heartbeat.AgentMetrics.IsEmpty ? 0 : heartbeat.AgentMetrics[0].Dimension.Length;

    private static int Of(ImmutableArray<Metric> metrics) => metrics.Sum(static metric => OfMetric + metric.Name.Length);
}
