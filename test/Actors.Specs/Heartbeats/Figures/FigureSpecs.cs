using System.Text.RegularExpressions;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats;
using EdgeActors.Heartbeats.Figures;
using EdgeActors.Models.Swap;
using EdgeActors.Specs.Heartbeats.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Heartbeats.Figures;

public sealed partial class FigureSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1.4.0", "1.4.0")]
    [InlineData("1.4.0-beta.2+7", "1.4.0_beta.2_7")]
    [InlineData("", "_")]
    [InlineData("1.0.0-0123456789012345678901234567890123456789", "1.0.0_012345678901234567890123")]
    public void Agent_versions_are_legal(string version, string expected) => Assert.Equal(expected, HeartbeatRules.AgentVersion(version));

    [Theory]
    [InlineData("mnist", "mnist")]
    [InlineData("net", "model-net")]
    [InlineData("a/b_c.d", "a-b-c-d")]
    [InlineData("--x--", "model-x")]
    [InlineData("日本", "unnamed")]
    [InlineData("", "unnamed")]
    public void Model_names_are_legal(string name, string expected) => Assert.Equal(expected, HeartbeatRules.ModelName(name));

    [Fact]
    public void Whatever_a_name_is_its_form_is_legal() => Check.QuickThrowOnFailure(Prop.ForAll<string>(static text =>
    {
        string name = text ?? "";
        return LegalName().IsMatch(HeartbeatRules.ModelName(name)) && HeartbeatRules.ModelName(name).Length is >= 4 and <= 255
            && LegalName().IsMatch(HeartbeatRules.Dimension(name)) && HeartbeatRules.Dimension(name).Length <= 1000
            && LegalVersion().IsMatch(HeartbeatRules.AgentVersion(name)) && HeartbeatRules.AgentVersion(name).Length <= 30
            && LegalVersion().IsMatch(HeartbeatRules.ModelVersion(name)) && HeartbeatRules.ModelVersion(name).Length <= 64;
    }));

    [Fact]
    public void Long_names_are_cut()
    {
        Assert.Equal(255, HeartbeatRules.ModelName(new string('n', 400)).Length);
        Assert.Equal(64, HeartbeatRules.ModelVersion(new string('v', 400)).Length);
        Assert.Equal(1000, HeartbeatRules.Dimension(new string('d', 4000)).Length);
    }

    [Fact]
    public void All_metric_names_are_legal() => Assert.All(
        typeof(MetricName).GetFields().Select(static field => (string)field.GetRawConstantValue()!),
        static name => Assert.True(name.Length is >= 4 and <= 100 && LegalName().IsMatch(name), name));

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        DeviceFigures figures = new()
        {
            Crashes = 2,
            CpuPercent = 50,
            MemoryBytes = 3,
            MemoryPercent = double.NaN,
            DiskPercent = 4,
            DiskFreeBytes = 5,
            SpoolPercent = 6,
            PendingCaptures = 7,
            Uptime = TimeSpan.FromMinutes(1),
        };

        Assert.Equal(
            ["AgentStartup 1", "AgentCrashCount 2", "CpuUsage 50", "MemoryBytes 3", "DiskUsage 4", "DiskFree 5", "SpoolUsage 6", "PendingCaptures 7", "Uptime 60"],
            AgentMetrics.Of(figures, isFirst: true, "d", Now).Select(static metric => $"{metric.Name} {metric.Value}"));
        Assert.Empty(AgentMetrics.Of(DeviceFigures.Unknown, isFirst: false, "d", Now));
    }

    [Fact]
    public void Windows_are_differences_by_id()
    {
        ModelWindows windows = new("none", static (_, _) => null);

        Assert.Equal("2 1 5 6", Shown(windows, FakeDevice.Reading(1, "model", 2, 1, 10, 6)));
        Assert.Equal("3 0 2 6", Shown(windows, FakeDevice.Reading(1, "model", 5, 1, 16, 6)));
        Assert.Equal("0 0 - 6", Shown(windows, FakeDevice.Reading(1, "model", 5, 1, 16, 6)));
        Assert.Equal("1 0 4 4", Shown(windows, FakeDevice.Reading(2, "model", 1, 0, 4, 4)));
        Assert.Equal("0 0 - -", Shown(windows, FakeDevice.Reading(3, "model", 0)));
    }

    [Fact]
    public void Names_versions_and_samples_are_those_of_the_package()
    {
        ModelWindows windows = new("none", static (name, version) => (name, version) is ("net", "2-b") ? Now.AddSeconds(-1) : null);
        ModelReading reading = FakeDevice.Reading(1, "h", 3);
        ModelReading packaged = reading with { Id = 2, Model = reading.Model with { PackageName = "net", PackageVersion = "2-b" } };

        ModelHeartbeat[] models = [.. windows.Next([packaged, reading], Now)];

        Assert.Equal([("model-net", "2_b"), ("model-h", "none")], models.Select(static model => (model.ModelName, model.ModelVersion)));
        Assert.Equal([Now.AddSeconds(-1), null], models.Select(static model => model.LatestSample));
        Assert.All(models, static model => Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(3), model.LatestInference));
        Assert.All(models[0].Metrics, static metric => Assert.Equal(("model-net", Now), (metric.Dimension, metric.Time)));
    }

    private static string Shown(ModelWindows windows, ModelReading reading)
    {
        IEnumerable<Metric> metrics = windows.Next([reading], Now)[0].Metrics;
        return string.Join(' ', new[] { MetricName.Inferences, MetricName.Errors, MetricName.Latency, MetricName.LongestLatency }
            .Select(name => HeartbeatActorSpecs.Value(metrics, name) is { } value ? $"{value}" : "-"));
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9](-*[a-zA-Z0-9])*\z")]
    private static partial Regex LegalName();

    [GeneratedRegex(@"\A[a-zA-Z0-9 _.]+\z")]
    private static partial Regex LegalVersion();
}
