using System.Collections.Immutable;
using System.Text.Json;
using EdgeActors.Fleet.Documents;

namespace EdgeActors.Fleet.Rest.Wire;

/// <summary>Request of <see cref="WireOperation.Heartbeat"/>.</summary>
internal static class HeartbeatMessage
{
    private const string Version = "AgentVersion";
    private const string AgentMetrics = "AgentMetrics";
    private const string Models = "Models";
    private const string ModelName = "ModelName";
    private const string ModelVersion = "ModelVersion";
    private const string LatestSample = "LatestSampleTime";
    private const string LatestInference = "LatestInference";
    private const string ModelMetrics = "ModelMetrics";
    private const string Deployment = "DeploymentResult";
    private const string Dimension = "Dimension";
    private const string MetricName = "MetricName";
    private const string Value = "Value";
    private const string Time = "Timestamp";
    private const string DesiredRefused = "DesiredRefused";

    /// <summary>The request.</summary>
    public static ReadOnlyMemory<byte> Of(DeviceIdentity identity, Heartbeat heartbeat) => WireText.Of(json =>
    {
        json.WriteString(Version, heartbeat.AgentVersion);
        DeviceMessage.Write(json, identity);
        json.WriteList(AgentMetrics, heartbeat.AgentMetrics, Write);
        json.WriteList(Models, heartbeat.Models, Write);
        if (heartbeat.Deployment is { } deployment)
        {
            json.WriteStartObject(Deployment);
            ResultMessage.Write(json, deployment);
            json.WriteEndObject();
        }

        if (heartbeat.DesiredRefused.Length > 0)
        {
            json.WriteStartObject(WireOperation.Beside);
            json.WriteString(DesiredRefused, WireNames.Prose(heartbeat.DesiredRefused));
            json.WriteEndObject();
        }
    });

    /// <summary>
    /// Reads it. The wire has no time of the heartbeat itself: it is that of its newest metric of the agent, else <paramref name="now"/>.
    /// </summary>
    /// <exception cref="WireFormatException">It is not of the form.</exception>
    public static Heartbeat Read(WireValue message, DeviceIdentity identity, DateTimeOffset now)
    {
        ImmutableArray<Metric> metrics = [.. message.Member(AgentMetrics).Items(FleetFormat.MostFigures).Select(metric => Metric(metric, identity.Device, now))];
        return new Heartbeat
        {
            Time = metrics.IsEmpty ? now : metrics.Max(static metric => metric.Time),
            AgentVersion = message.Member(Version).Text(WireNames.IsVersion, WireNames.VersionForm),
            AgentMetrics = metrics,
            Models = [.. message.Member(Models).Items(FleetFormat.MostFigures).Select(model => Model(model, now))],
            Deployment = message.Member(Deployment) is { IsGiven: true } result ? ResultMessage.Read(result, now) : null,
            DesiredRefused = message.Member(WireOperation.Beside).Member(DesiredRefused).Optional(WireNames.IsProse, WireNames.ProseForm) ?? "",
        };
    }

    private static void Write(Utf8JsonWriter json, Metric metric)
    {
        json.WriteString(Dimension, metric.Dimension);
        json.WriteString(MetricName, metric.Name);
        json.WriteNumber(Value, metric.Value);
        json.WriteTime(Time, metric.Time);
    }

    private static void Write(Utf8JsonWriter json, ModelHeartbeat model)
    {
        json.WriteString(ModelName, model.ModelName);
        json.WriteString(ModelVersion, model.ModelVersion);
        if (model.LatestSample is { } sample)
        {
            json.WriteTime(LatestSample, sample);
        }

        if (model.LatestInference is { } inference)
        {
            json.WriteTime(LatestInference, inference);
        }

        json.WriteList(ModelMetrics, model.Metrics, Write);
    }

    private static ModelHeartbeat Model(WireValue model, DateTimeOffset now)
    {
        string name = model.Member(ModelName).Text(WireNames.IsModel, WireNames.ModelForm);
        return new ModelHeartbeat(
            name,
            model.Member(ModelVersion).Text(WireNames.IsVersion, WireNames.VersionForm),
            model.Member(LatestInference).Time(),
            model.Member(LatestSample).Time(),
            [.. model.Member(ModelMetrics).Items(FleetFormat.MostFigures).Select(metric => Metric(metric, name, now))]);
    }

    private static Metric Metric(WireValue metric, string about, DateTimeOffset now) => new(
        metric.Member(MetricName).Text(WireNames.IsMetric, WireNames.MetricForm),
        metric.Member(Dimension).Optional(WireNames.IsDimension, WireNames.DimensionForm) ?? about,
        metric.Member(Value).Number(),
        metric.Member(Time).Time() ?? now);
}
