using System.Collections.Immutable;
using System.Text.Json;

namespace EdgeActors.Fleet.Documents.Json;

/// <summary><c>heartbeats/….json</c> as text.</summary>
internal static class HeartbeatJson
{
    private const int LongestName = 255;
    private const int LongestDimension = 1000;

    /// <exception cref="DocumentFormatException">With the first fault.</exception>
    public static HeartbeatDocument Read(ReadOnlyMemory<byte> json) => DocumentRoot.Read(json, root => new HeartbeatDocument(
        root.Required("fleet").Name(FleetFormat.LongestName),
        root.Required("device").Name(FleetFormat.LongestDevice),
        new Heartbeat
        {
            Time = root.Required("time").Time(),
            AgentVersion = root.Required("agentVersion").Name(FleetFormat.LongestName + 1),
            AgentMetrics = Metrics(root.Optional("agentMetrics")),
            Models = root.Optional("models") is { } models ? [.. models.Items(FleetFormat.MostFigures).Select(Model)] : [],
            DesiredRefused = root.Optional("desiredRefused")?.Text(0, FleetFormat.LongestText) ?? "",
        }));

    /// <summary>The same bytes for the same contents; how a deployment ended is not in it.</summary>
    public static byte[] Write(HeartbeatDocument document) => DocumentText.Write(isForPeople: false, json =>
    {
        json.WriteString("fleet", document.Fleet);
        json.WriteString("device", document.Device);
        json.WriteTime("time", document.Heartbeat.Time);
        json.WriteString("agentVersion", document.Heartbeat.AgentVersion);
        json.WriteList("agentMetrics", document.Heartbeat.AgentMetrics, WriteMetric);
        json.WriteList("models", document.Heartbeat.Models, static (json, model) =>
        {
            json.WriteString("name", model.ModelName);
            json.WriteString("version", model.ModelVersion);
            json.WriteTime("latestInference", model.LatestInference);
            json.WriteTime("latestSample", model.LatestSample);
            json.WriteList("metrics", model.Metrics, WriteMetric);
        });
        json.WriteFilled("desiredRefused", document.Heartbeat.DesiredRefused);
    });

    private static ModelHeartbeat Model(DocumentField field) => new(
        field.Required("name").Name(LongestName),
        field.Required("version").Name(FleetFormat.LongestName + 1),
        field.Optional("latestInference")?.Time(),
        field.Optional("latestSample")?.Time(),
        Metrics(field.Optional("metrics")));

    private static ImmutableArray<Metric> Metrics(DocumentField? field) => field is not { } list ? [] :
    [
        .. list.Items(FleetFormat.MostFigures).Select(one => new Metric(
            one.Required("name").Name(LongestName),
            one.Required("dimension").Name(LongestDimension),
            one.Required("value").Real(),
            one.Required("time").Time())),
    ];

    private static void WriteMetric(Utf8JsonWriter json, Metric metric)
    {
        json.WriteString("name", metric.Name);
        json.WriteString("dimension", metric.Dimension);
        json.WriteNumber("value", metric.Value);
        json.WriteTime("time", metric.Time);
    }
}
