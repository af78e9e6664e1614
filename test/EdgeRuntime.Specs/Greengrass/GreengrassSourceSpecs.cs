using System.Text.Json;
using EdgeActors.Aws.Credentials.Chain;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Layers;
using EdgeActors.Greengrass;
using EdgeActors.Greengrass.Ipc;

namespace EdgeActors.Specs.Greengrass;

public sealed class GreengrassSourceSpecs
{
    private readonly Nucleus _nucleus = new();
    private readonly GreengrassSource _source;

    public GreengrassSourceSpecs() => _source = new GreengrassSource(_nucleus);

    [Fact]
    public void It_says_nothing_before_the_nucleus_has_spoken_and_then_the_latest()
    {
        int changes = 0;
        _source.Changed += () => changes++;
        SourceReading before = _source.Read();

        _nucleus.Say("""{ "CaptureDataBatchSize": 5 }""");
        _nucleus.Say("""{ "CaptureDataBatchSize": 6, "accessControl": {} }""");

        Assert.Empty(before.Values);
        Assert.Equal(2, changes);
        Assert.Equal([new NamedValue("CaptureDataBatchSize", "6")], _source.Read().Values);
    }

    [Fact]
    public void It_is_the_weakest_source_and_makes_the_agent_a_component()
    {
        _nucleus.Say("""
            {
              "DeviceFleetName": "fleet", "CaptureDataDestination": "Disk", "CaptureDataBatchSize": 5.0, "CaptureDataBufferSize": 40,
              "SagemakerEdgeLogVerbose": true
            }
            """);

        ConfigurationReading reading = Read(new() { ["EDGEACTORS_CAPTURE_DATA_BATCH_SIZE"] = "7" });

        Assert.Empty(reading.Faults);
        Assert.True(reading.IsComponent);
        Assert.Equal((7, 40), (reading.Options.Capture.Buffer.BatchSize, reading.Options.Capture.Buffer.BufferSize));
        Assert.Equal(Microsoft.Extensions.Logging.LogLevel.Debug, reading.Options.LogLevel);
        Assert.Equal("greengrass", reading.Values.Single(static value => value.Name == "CaptureDataBufferSize").Source);
    }

    [Fact]
    public void A_fault_of_a_deployment_is_told_by_its_key()
    {
        _nucleus.Say("""{ "DeviceFleetName": "fleet", "CaptureDataDestination": "Disk", "CaptureDataBatchSize": "many", "DbEnable": { "a": 1 }, "Unknown": 7 }""");

        ConfigurationReading reading = Read([]);

        Assert.Equal(["CaptureDataBatchSize", "DbEnable"], reading.Faults.Select(static fault => fault.Key).Order());
        Assert.Contains(reading.Warnings, static warning => warning.Contains("Unknown", StringComparison.Ordinal));
    }

    private ConfigurationReading Read(Dictionary<string, string> environment) =>
        new ConfigurationReader([new EnvironmentSource(environment)], environment, new MemoryLimit(static _ => null, 1L << 30)).Over(_source).Read();

    private sealed class Nucleus : INucleus
    {
        private Action<ComponentConfiguration>? _changed;

        public void Say(string json)
        {
            using JsonDocument document = JsonDocument.Parse(json);
            _changed!(ComponentConfiguration.From(document.RootElement));
        }

        public void OnChange(Action<ComponentConfiguration> changed) => _changed = changed;

        public Task<ComponentConfiguration?> ConfigurationAsync(TimeSpan wait) => throw new NotSupportedException();

        public void Report(ComponentState state) => throw new NotSupportedException();

        public Task<TokenExchangePlace?> TokenExchangeAsync(CancellationToken cancelled) => throw new NotSupportedException();
    }
}
