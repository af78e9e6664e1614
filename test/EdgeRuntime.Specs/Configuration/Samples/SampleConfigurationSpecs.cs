using System.Text;
using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Layers;
using EdgeActors.Specs.Configuration.Capture;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Configuration.Samples;

public sealed class SampleConfigurationSpecs
{
    [Fact]
    public void Generated_configuration_sends_captures_to_the_cloud_with_the_devices_certificate()
    {
        ConfigurationReading reading = Configured.Read(SampleConfigurations.Generated).Checked();

        CaptureSettings capture = reading.Options.Capture;
        Assert.Equal(("wind-farm-fleet", "4f8a2c10-7d1e-4b7c-9a55-0d2c6c1f3e88", "agent-demo"), (capture.Fleet, capture.Device, capture.FolderPrefix));
        Assert.Equal((true, "sagemaker-wind-farm", "eu-west-1"), (capture.Buffer.ToCloud, capture.Bucket?.Name, capture.Bucket?.Region));
        Assert.Equal("/opt/edge/iot/device.pem", capture.Certificate?.CertificateFile);
        Assert.Equal(
            ["sagemaker_edge_provider_provider_path"], reading.Warnings.Select(warning => warning.Split(' ')[0]));
    }

    [Fact]
    public void Documented_sample_keeps_its_odd_numbers()
    {
        ConfigurationReading reading = Configured.Read(SampleConfigurations.Documented).Checked();

        CaptureSettings capture = reading.Options.Capture;
        Assert.Equal((TimeSpan.FromSeconds(4000), 2), (capture.Buffer.PushPeriod, capture.Buffer.EmbedLimit));
        Assert.Equal((null, "sample/prefix", LogLevel.Debug), (capture.Bucket, capture.FolderPrefix, reading.Options.LogLevel));
    }

    [Fact]
    public void Successors_configuration_needs_neither_device_nor_provider_nor_bucket()
    {
        ConfigurationReading reading = Configured.Read(SampleConfigurations.Successor, ("AWS_IOT_THING_NAME", "camera")).Checked();

        CaptureSettings capture = reading.Options.Capture;
        Assert.Equal(("no_fleet", "camera", ""), (capture.Fleet, capture.Device, capture.FolderPrefix));
        Assert.Equal((64, 1, null), (capture.Buffer.BufferSize, capture.Buffer.BatchSize, capture.Bucket));
        Assert.Empty(reading.Warnings);
    }

    [Fact]
    public void Keys_of_2022_turn_the_database_on()
    {
        ConfigurationReading reading = Configured.Read(SampleConfigurations.Of2022).Checked();

        Assert.True(reading.Options.Capture.Buffer.Durable);
        Assert.EndsWith("/ROOT", reading.Options.Capture.DataRoot, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Merge_update_of_the_components_page_is_a_configuration(bool byEnvironment)
    {
        SourceReading update = File(SampleConfigurations.MergeUpdate);
        (string, string)[] greengrass = [("AWS_REGION", "us-east-2"), ("AWS_IOT_THING_NAME", "my-core-device"), ("EDGEACTORS_COMPONENT", "true")];

        // A nucleus merges the update into the defaults and gives the result as variables or by its own protocol; either may be.
        ConfigurationReading reading = byEnvironment
            ? Configured.Read([.. greengrass, .. Variables(File(SampleConfigurations.ComponentDefaults), update)])
            : Configured.Read(greengrass, File(SampleConfigurations.ComponentDefaults), update);

        reading.Checked();
        CaptureSettings capture = reading.Options.Capture;
        Assert.Equal(("MyEdgeDeviceFleet", "my-core-device", CaptureDestination.Disk), (capture.Fleet, capture.Device, capture.Destination));
        Assert.Equal((TimeSpan.FromSeconds(8), "amzn-s3-demo-bucket", "us-east-2"), (capture.UploadPeriod, capture.Bucket?.Name, capture.Bucket?.Region));
        Assert.Equal("/greengrass/v2/work/aws.greengrass.SageMakerEdgeManager/capture", capture.DiskPath);
        Assert.Equal(LogLevel.Debug, reading.Options.LogLevel);
        Assert.Contains("does not contain \"sagemaker\"", Assert.Single(reading.Warnings), StringComparison.Ordinal);
    }

    private static SourceReading File(string json) => FileSource.Parse(Encoding.UTF8.GetBytes(json), "sample.json");

    private static IEnumerable<(string, string)> Variables(params SourceReading[] readings) => readings
        .SelectMany(reading => reading.Values)
        .GroupBy(value => value.Name)
        .Select(values => (EdgeActors.Configuration.Catalogue.VariableName.Of(values.Key), values.Last().Text));
}
