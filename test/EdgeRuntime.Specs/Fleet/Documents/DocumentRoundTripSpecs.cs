using System.Text;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;

namespace EdgeActors.Specs.Fleet.Documents;

public sealed class DocumentRoundTripSpecs
{
    public static IEnumerable<object[]> Names => SampleDocuments.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_read_is_written_with_the_same_bytes(string name)
    {
        (_, byte[] bytes, Func<ReadOnlyMemory<byte>, byte[]> again) = SampleDocuments.Of(name);

        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(again(bytes)));
    }

    [Fact]
    public void Every_field_of_the_desired_state_comes_back()
    {
        DesiredDocument read = DesiredJson.Read(DesiredJson.Write(SampleDocuments.Desired));

        DesiredDeployment deployment = Assert.Single(read.Deployments);
        Assert.Equal(SampleDocuments.Desired with { Deployments = read.Deployments }, read);
        Assert.Equal(SampleDocuments.Deployment with { Definitions = deployment.Definitions, Stages = deployment.Stages }, deployment);
        Assert.Equal(SampleDocuments.Deployment.Definitions.AsEnumerable(), deployment.Definitions);
        Assert.Equal(SampleDocuments.Deployment.Stages.AsEnumerable().Skip(1), deployment.Stages.Skip(1));
        Assert.Equal(["press-1", "press-2"], Assert.IsType<DeviceSelection.Names>(deployment.Stages[0].Selection).Devices.AsEnumerable());
        Assert.Equal(SampleDocuments.Deployment.Digest, deployment.Digest);
    }

    [Fact]
    public void Every_field_of_a_heartbeat_comes_back()
    {
        HeartbeatDocument read = HeartbeatJson.Read(HeartbeatJson.Write(SampleDocuments.Heartbeat));

        Assert.Equal(SampleDocuments.Heartbeat.Heartbeat.AgentMetrics.AsEnumerable(), read.Heartbeat.AgentMetrics);
        Assert.Equal(SampleDocuments.Heartbeat.Heartbeat.Models[0].Metrics.AsEnumerable(), read.Heartbeat.Models[0].Metrics);
        Assert.Equal(SampleDocuments.Heartbeat.Heartbeat.Models[0] with { Metrics = read.Heartbeat.Models[0].Metrics }, read.Heartbeat.Models[0]);
        Assert.Null(read.Heartbeat.Models[1].LatestInference);
        Assert.Equal("desired.json held until noon only", read.Heartbeat.DesiredRefused);
        Assert.Equal(("plant-7", "press-12", SampleDocuments.Heartbeat.Heartbeat.Time), (read.Fleet, read.Device, read.Heartbeat.Time));
    }

    [Fact]
    public void Heartbeats_of_devices_that_refuse_nothing_say_nothing_of_it()
    {
        byte[] json = HeartbeatJson.Write(SampleDocuments.Heartbeat with { Heartbeat = SampleDocuments.Heartbeat.Heartbeat with { DesiredRefused = "" } });

        Assert.DoesNotContain("desiredRefused", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        Assert.Equal("", HeartbeatJson.Read(json).Heartbeat.DesiredRefused);
    }

    [Fact]
    public void Every_field_of_a_result_comes_back()
    {
        ResultDocument read = ResultJson.Read(ResultJson.Write(SampleDocuments.Result));

        Assert.Equal(SampleDocuments.Result.Result.Models.AsEnumerable(), read.Result.Models);
        Assert.Equal(SampleDocuments.Result.Result with { Models = read.Result.Models }, read.Result);
    }

    [Fact]
    public void Only_a_result_that_was_stopped_says_so()
    {
        byte[] json = ResultJson.Write(SampleDocuments.Result with { Result = SampleDocuments.Result.Result with { Stopped = false } });

        Assert.DoesNotContain("stopped", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        Assert.False(ResultJson.Read(json).Result.Stopped);
    }

    [Fact]
    public void Registrations_and_fleets_come_back()
    {
        Assert.Equal(SampleDocuments.Fleet, FleetJson.Read(FleetJson.Write(SampleDocuments.Fleet)));
        Assert.Equal(SampleDocuments.Device, DeviceJson.Read(DeviceJson.Write(SampleDocuments.Device)));
    }

    [Fact]
    public void What_is_left_out_has_the_documented_default()
    {
        FleetDocument fleet = FleetJson.Read("""{"format":"edgeactors-fleet/1","fleet":"f","created":"2026-11-28T12:00:00Z"}"""u8.ToArray());
        DeviceDocument device = DeviceJson.Read(
            """{"format":"edgeactors-fleet/1","fleet":"f","device":"d","registered":"2026-11-28T13:00:00+01:00"}"""u8.ToArray());

        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)), (fleet.RegistrationLife, fleet.OfflineAfter));
        Assert.True(device.IsActive);
        Assert.Equal(SampleDocuments.Noon, device.Registered);
    }

    [Fact]
    public void Newer_minor_versions_unknown_fields_and_a_byte_order_mark_are_tolerated()
    {
        byte[] json = Encoding.UTF8.GetBytes(
            "\uFEFF" + """{"format":"edgeactors-fleet/1.7","colour":{"a":[1,2,{"b":null}]},"fleet":"f","created":"2026-11-28T12:00:00Z","createdBy":null}""");

        Assert.Equal("f", FleetJson.Read(json).Fleet);
    }

    [Fact]
    public void Reasons_without_end_still_make_a_document()
    {
        string endless = string.Concat(Enumerable.Repeat("\u0001😀", 100_000));
        DeploymentResult result = SampleDocuments.Result.Result with
        {
            Message = endless,
            Models = [.. Enumerable.Repeat(SampleDocuments.Result.Result.Models[0] with { Reason = endless, RollbackFailure = endless }, 100)],
        };

        ResultDocument read = ResultJson.Read(ResultJson.Write(new("plant-7", "press-12", result)));

        Assert.Equal(100, read.Result.Models.Length);
        Assert.StartsWith("\u0001😀", read.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_over_the_limit_is_not_written()
    {
        DesiredStage wide = SampleDocuments.Deployment.Stages[0] with
        {
            Selection = new DeviceSelection.Names([.. Enumerable.Range(0, 10_000).Select(n => $"device-{new string('x', 100)}-{n}")]),
        };

        DocumentFormatException fault = Assert.Throws<DocumentFormatException>(() => DesiredJson.Write(
            SampleDocuments.Desired with { Deployments = [SampleDocuments.Deployment with { Stages = [wide] }] }));

        Assert.Equal("name fewer devices, or remove what has ended", fault.Fix);
    }
}
