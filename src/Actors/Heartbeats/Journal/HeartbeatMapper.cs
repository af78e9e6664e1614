using EdgeActors.Deployment.Journal;
using EdgeActors.Fleet;
using Google.Protobuf;
using Wire = EdgeActors.Protocol.HeartbeatJournal;

namespace EdgeActors.Heartbeats.Journal;

/// <summary>Events to the messages of the journal and back. The only place that sees the generated types.</summary>
internal static class HeartbeatMapper
{
    public static IMessage ToWire(IHeartbeatRecord record) => record switch
    {
        OutboxWritten e => new Wire.OutboxWritten { Added = { e.Added.Select(ToWire) }, Removed = { e.Removed } },
        ResultReported e => new Wire.ResultReported { Result = ResultMapper.ToWire(e.Result) },
        ResultEnded e => new Wire.ResultEnded { Name = e.Name, Digest = e.Digest, EndedTicks = e.Ended?.UtcTicks ?? 0 },
        RegistrationAnswered e => ToWire(e),
        HeartbeatState e => new Wire.Snapshot
        {
            Kept = { e.Kept.Select(ToWire) },
            Results = { e.Results.Select(ResultMapper.ToWire) },
            Registration = e.Registration is { } registration ? ToWire(registration) : null,
            LastNumber = e.LastNumber,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.GetType(), "not a record of the journal of heartbeats; add it to the mapper"),
    };

    public static OutboxWritten FromWire(Wire.OutboxWritten e) => new([.. e.Added.Select(FromWire)], [.. e.Removed]);

    public static ResultReported FromWire(Wire.ResultReported e) => new(ResultMapper.FromWire(e.Result));

    public static ResultEnded FromWire(Wire.ResultEnded e) =>
        new(e.Name, e.Digest, e.EndedTicks == 0 ? null : ResultMapper.Time(e.EndedTicks));

    public static RegistrationAnswered FromWire(Wire.RegistrationAnswered e) =>
        new(e.Active, ResultMapper.Time(e.Ticks), TimeSpan.FromSeconds(e.SecondsToLive));

    public static HeartbeatState FromWire(Wire.Snapshot s) => new()
    {
        Kept = [.. s.Kept.Select(FromWire)],
        Results = [.. s.Results.Select(ResultMapper.FromWire)],
        Registration = s.Registration is { } registration ? FromWire(registration) : null,
        LastNumber = s.LastNumber,
    };

    private static Wire.RegistrationAnswered ToWire(RegistrationAnswered e) =>
        new() { Active = e.IsActive, Ticks = e.At.UtcTicks, SecondsToLive = (long)e.TimeToLive.TotalSeconds };

    private static Wire.Kept ToWire(KeptHeartbeat kept)
    {
        Heartbeat heartbeat = kept.Heartbeat;
        string dimension = heartbeat.AgentMetrics.IsEmpty ? "" : heartbeat.AgentMetrics[0].Dimension;
        return new Wire.Kept
        {
            Number = kept.Number,
            Ticks = heartbeat.Time.UtcTicks,
            AgentVersion = heartbeat.AgentVersion,
            Dimension = dimension,
            Agent = { heartbeat.AgentMetrics.Select(metric => ToWire(metric, dimension, heartbeat.Time)) },
            Models = { heartbeat.Models.Select(model => ToWire(model, heartbeat.Time)) },
            DesiredRefused = heartbeat.DesiredRefused,
        };
    }

    private static KeptHeartbeat FromWire(Wire.Kept kept)
    {
        DateTimeOffset time = ResultMapper.Time(kept.Ticks);
        return new KeptHeartbeat(kept.Number, new Heartbeat
        {
            Time = time,
            AgentVersion = kept.AgentVersion,
            AgentMetrics = [.. kept.Agent.Select(metric => FromWire(metric, kept.Dimension, time))],
            Models = [.. kept.Models.Select(model => FromWire(model, time))],
            DesiredRefused = kept.DesiredRefused,
        });
    }

    private static Wire.Model ToWire(ModelHeartbeat model, DateTimeOffset time)
    {
        Wire.Model wire = new()
        {
            Name = model.ModelName,
            Version = model.ModelVersion,
            Metrics = { model.Metrics.Select(metric => ToWire(metric, model.ModelName, time)) },
        };
        if (model.LatestInference is { } inference)
        {
            wire.InferenceTicks = inference.UtcTicks;
        }

        if (model.LatestSample is { } sample)
        {
            wire.SampleTicks = sample.UtcTicks;
        }

        return wire;
    }

    private static ModelHeartbeat FromWire(Wire.Model model, DateTimeOffset time) => new(
        model.Name,
        model.Version,
        model.HasInferenceTicks ? ResultMapper.Time(model.InferenceTicks) : null,
        model.HasSampleTicks ? ResultMapper.Time(model.SampleTicks) : null,
        [.. model.Metrics.Select(metric => FromWire(metric, model.Name, time))]);

    private static Wire.Metric ToWire(Metric metric, string dimension, DateTimeOffset time)
    {
        Wire.Metric wire = new() { Name = metric.Name, Value = metric.Value, TicksAfter = (metric.Time - time).Ticks };
        if (metric.Dimension != dimension)
        {
            wire.Dimension = metric.Dimension;
        }

        return wire;
    }

    private static Metric FromWire(Wire.Metric metric, string dimension, DateTimeOffset time) =>
        new(metric.Name, metric.HasDimension ? metric.Dimension : dimension, metric.Value, time.AddTicks(metric.TicksAfter));
}
