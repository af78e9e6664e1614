using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Rest.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Fleet.Rest;

public sealed class WireMessageSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 18, 0, 0, 250, TimeSpan.Zero);
    private static readonly DeviceIdentity Device = new("line_a", "press-1");

    [Fact]
    public void A_heartbeat_looks_as_the_service_knew_it()
    {
        EdgeActors.Fleet.Heartbeat heartbeat = RestSamples.Heartbeat(Now);

        string json = Text(HeartbeatMessage.Of(Device, heartbeat));

        Assert.Equal(
            $$"""
            {"AgentVersion":"1.4.0","DeviceName":"press-1","DeviceFleetName":"line_a",
            "AgentMetrics":[{"Dimension":"press-1","MetricName":"CpuUsage","Value":12.5,"Timestamp":1795888800.25}],
            "Models":[{"ModelName":"mnist","ModelVersion":"1.0","LatestSampleTime":1795888798.25,"LatestInference":1795888799.25,
            "ModelMetrics":[{"Dimension":"mnist","MetricName":"InferenceCount","Value":3,"Timestamp":1795888800.25}]}],
            "DeploymentResult":{"DeploymentName":"roll-1","DeploymentStatus":"FAIL","DeploymentStatusMessage":"no memory",
            "DeploymentStartTime":1795888740.25,"DeploymentEndTime":1795888770.25,
            "DeploymentModels":[{"ModelHandle":"mnist","ModelName":"mnist","ModelVersion":"1.1","DesiredState":"DEPLOY","State":"UNDEPLOY",
            "Status":"FAIL","StatusReason":"no memory","RollbackFailureReason":"disk"}],
            "EdgeActors":{"Digest":"{{new string('a', 64)}}","RolledBack":true} },"EdgeActors":{"DesiredRefused":"more than 64 deployments"} }
            """.ReplaceLineEndings("").Replace("} }", "}}", StringComparison.Ordinal),
            json);
    }

    [Fact]
    public void A_heartbeat_of_a_device_that_refuses_nothing_has_nothing_beside()
    {
        EdgeActors.Fleet.Heartbeat heartbeat = RestSamples.Heartbeat(Now) with { Deployment = null, DesiredRefused = "" };

        Assert.DoesNotContain("EdgeActors", Text(HeartbeatMessage.Of(Device, heartbeat)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_heartbeat_is_read_as_it_was_written(bool stopped)
    {
        EdgeActors.Fleet.Heartbeat heartbeat = RestSamples.Heartbeat(Now);
        heartbeat = heartbeat with { Deployment = heartbeat.Deployment! with { Stopped = stopped } };

        EdgeActors.Fleet.Heartbeat read = WireValue.Read(HeartbeatMessage.Of(Device, heartbeat), message => HeartbeatMessage.Read(message, Device, Now.AddDays(1)));

        Assert.Equal(JsonSerializer.Serialize(heartbeat), JsonSerializer.Serialize(read));
    }

    [Fact]
    public void What_the_old_agent_leaves_out_is_filled_in()
    {
        EdgeActors.Fleet.Heartbeat read = Read(
            """
            {"AgentVersion":"1.20220822.836f3023","DeviceName":"press-1","DeviceFleetName":"line_a",
             "AgentMetrics":[{"MetricName":"Startup","Value":1}],
             "DeploymentResult":{"DeploymentName":"roll-1","DeploymentStatus":"weird",
               "DeploymentModels":[{"ModelHandle":"mnist","Status":"SUCCESS","DesiredState":"UNDEPLOY"}]}}
            """);

        Assert.Equal(Now, read.Time);
        Assert.Equal(new Metric("Startup", "press-1", 1, Now), Assert.Single(read.AgentMetrics));
        Assert.Empty(read.Models);
        Assert.Equal("", read.DesiredRefused);
        Assert.True(read.Deployment!.Succeeded);
        Assert.Equal((Now, Now, "", false), (read.Deployment.Started, read.Deployment.Ended, read.Deployment.Digest, read.Deployment.RolledBack));
        Assert.Equal(
            new ModelResult("mnist", "mnist", "", ModelPresence.Undeploy, ModelPresence.Undeploy, true, "", ""), Assert.Single(read.Deployment.Models));
    }

    [Theory]
    [InlineData("""{"DeviceName":"a","DeviceFleetName":"b"}""", "AgentVersion is missing and must be 1 to 64")]
    [InlineData("""{"DeviceName":"a","DeviceFleetName":"b","AgentVersion":"1.0+x"}""", "AgentVersion must be 1 to 64 letters")]
    [InlineData("""{"DeviceName":"a","DeviceFleetName":"b","AgentVersion":7}""", "AgentVersion must be a text")]
    [InlineData("""{"AgentVersion":"1","Models":[{"ModelName":"cnn"}]}""", "Models[0].ModelName must be 4 to 255")]
    [InlineData("""{"AgentVersion":"1","Models":{}}""", "Models must be a list")]
    [InlineData("""{"AgentVersion":"1","Models":[7]}""", "Models[0] must be an object")]
    [InlineData("""{"AgentVersion":"1","AgentMetrics":[{"MetricName":"Cpu-","Value":1}]}""", "AgentMetrics[0].MetricName must be 4 to 100")]
    [InlineData("""{"AgentVersion":"1","AgentMetrics":[{"MetricName":"Cpus","Value":"1"}]}""", "AgentMetrics[0].Value must be a number")]
    [InlineData("""{"AgentVersion":"1","AgentMetrics":[{"MetricName":"Cpus"}]}""", "AgentMetrics[0].Value is missing and must be a number")]
    [InlineData("""{"AgentVersion":"1","AgentMetrics":[{"MetricName":"Cpus","Value":1e999}]}""", "AgentMetrics[0].Value must be a number")]
    [InlineData("""{"AgentVersion":"1","AgentMetrics":[{"MetricName":"Cpus","Value":1,"Timestamp":1e17}]}""", "Timestamp must be a moment")]
    [InlineData("""{"AgentVersion":"1","AgentMetrics":[{"MetricName":"Cpus","Value":1,"Dimension":"a b"}]}""", "AgentMetrics[0].Dimension must be")]
    [InlineData("""{"AgentVersion":"1","DeploymentResult":{"DeploymentName":"a/b"}}""", "DeploymentResult.DeploymentName must be 1 to 63")]
    [InlineData("""{"AgentVersion":"1","DeploymentResult":{"DeploymentName":"a","EdgeActors":{"Digest":"../x"}}}""", "DeploymentResult.EdgeActors.Digest must be 64")]
    [InlineData("""{"AgentVersion":"1","EdgeActors":{"DesiredRefused":7}}""", "EdgeActors.DesiredRefused must be a text")]
    [InlineData("""{"AgentVersion":"1","EdgeActors":[]}""", "EdgeActors must be an object")]
    [InlineData("""{"AgentVersion":"\ud800"}""", "AgentVersion must be a text")]
    [InlineData("""[]""", "The message must be a JSON object")]
    [InlineData("""{"A":1,"A":2}""", "names a member twice")]
    [InlineData("""{""", "no JSON")]
    public void A_fault_names_the_field_and_what_belongs_there(string json, string fault)
    {
        Assert.Contains(fault, Assert.Throws<WireFormatException>(() => Read(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_heartbeat_has_no_more_figures_than_its_document_may()
    {
        EdgeActors.Fleet.Heartbeat much = RestSamples.Heartbeat(Now) with
        {
            AgentMetrics = [.. Enumerable.Range(0, 1001).Select(i => new Metric($"Metric{i}", "press-1", i, Now))],
        };

        WireFormatException fault = Assert.Throws<WireFormatException>(() =>
            WireValue.Read(HeartbeatMessage.Of(Device, much), message => HeartbeatMessage.Read(message, Device, Now)));
        Assert.Equal("AgentMetrics must have at most 1000 entries.", fault.Message);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("-a")]
    [InlineData("")]
    [InlineData("a\n")]
    public void A_name_that_is_none_never_becomes_a_device(string name)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new { DeviceName = name, DeviceFleetName = "fleet" });

        Assert.Throws<WireFormatException>(() => WireValue.Read(json, DeviceMessage.Read));
    }

    [Theory]
    [InlineData("Registered", "3600", true, 3600)]
    [InlineData("TRUE", "1", true, 1)]
    [InlineData("enabled", "99999999999999", true, 31_536_000)]
    [InlineData("unknown", "60", false, 60)]
    public void Words_of_registration_are_taken_as_they_may_be_meant(string word, string life, bool active, double seconds)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new { DeviceRegistration = word, CacheTTL = life });

        (Registration registration, string read) = RegistrationMessage.Read(json);

        Assert.Equal(new Registration(active, TimeSpan.FromSeconds(seconds)), registration);
        Assert.Equal(word, read);
    }

    [Theory]
    [InlineData("""{"CacheTTL":"60"}""")]
    [InlineData("""{"DeviceRegistration":"active"}""")]
    [InlineData("""{"DeviceRegistration":"active","CacheTTL":"soon"}""")]
    [InlineData("""{"DeviceRegistration":"active","CacheTTL":"0"}""")]
    [InlineData("""{"DeviceRegistration":"","CacheTTL":"60"}""")]
    public void A_registration_without_word_or_life_is_none(string json)
    {
        Assert.Throws<WireFormatException>(() => RegistrationMessage.Read(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Deployments_look_as_the_service_knew_them_and_the_rest_stands_beside()
    {
        ImmutableArray<FleetDeployment> deployments =
            [RestSamples.Deployment("first"), RestSamples.Deployment("second", DeploymentOrder.Hold), RestSamples.Deployment("third")];

        string json = Text(DeploymentsMessage.Of(deployments));

        Assert.StartsWith(
            """{"Deployments":[{"DeploymentName":"first","Type":"Model","FailureHandlingPolicy":"ROLLBACK_ON_FAILURE","Definitions":["""
            + """{"ModelHandle":"first","S3Url":"s3://bucket/first.tar.gz","Checksum":{"Type":"SHA1","Sum":"0123"},"State":"DEPLOY","EdgeActors":{"Sha256":"4567"}},"""
            + """{"ModelHandle":"old","State":"UNDEPLOY"}]},{"DeploymentName":"third",""",
            json,
            StringComparison.Ordinal);
        Assert.Contains("""{"Withheld":[{"Place":1,"Order":"HOLD","Deployment":{"DeploymentName":"second",""", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Deployments_are_read_as_they_were_written_in_their_order() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(
            Arb.From(Gen.Elements(Enum.GetValues<DeploymentOrder>()).ListOf()),
            orders =>
            {
                ImmutableArray<FleetDeployment> deployments = [.. orders.Select((order, i) => RestSamples.Deployment($"d{i}", order))];

                ImmutableArray<FleetDeployment> read = DeploymentsMessage.Read(DeploymentsMessage.Of(deployments));

                Assert.Equal(JsonSerializer.Serialize(deployments), JsonSerializer.Serialize(read));
            }));

    [Fact]
    public void Deployments_of_the_service_are_read_as_well()
    {
        FleetDeployment read = Assert.Single(DeploymentsMessage.Read(Encoding.UTF8.GetBytes(
            """{"Deployments":[{"DeploymentName":"a","Definitions":[{"ModelHandle":"m","S3Url":"s3://b/k","Checksum":{"Type":"SHA1","Sum":"ab"}}]}]}""")));

        Assert.Equal(("Model", "ROLLBACK_ON_FAILURE", DeploymentOrder.Run), (read.Type, read.FailureHandlingPolicy, read.Order));
        Assert.Equal(new ModelDefinition { Handle = "m", Url = "s3://b/k", ChecksumType = "SHA1", Checksum = "ab" }, Assert.Single(read.Definitions));
        Assert.Equal(DeploymentDigest.Of("a", "Model", "ROLLBACK_ON_FAILURE", read.Definitions), read.Digest);
        Assert.Empty(DeploymentsMessage.Read("{}"u8.ToArray()));
    }

    [Fact]
    public void Spoilt_messages_are_refused_and_break_nothing() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(
            Arb.From(from at in Gen.Choose(0, 1000)
                     from noise in ArbMap.Default.GeneratorFor<byte>().NonEmptyListOf()
                     select (at, noise)),
            spoil =>
            {
                byte[] message = HeartbeatMessage.Of(Device, RestSamples.Heartbeat(Now)).ToArray();
                int at = spoil.at % message.Length;
                spoil.noise.Take(message.Length - at).ToArray().CopyTo(message, at);
                try
                {
                    WireValue.Read(message, one => HeartbeatMessage.Read(one, DeviceMessage.Read(one), Now));
                }
                catch (WireFormatException fault)
                {
                    Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
                }
            }));

    [Fact]
    public void Long_reasons_are_cut_to_what_is_legal_and_no_sign_in_halves()
    {
        DeploymentResult result = RestSamples.Heartbeat(Now).Deployment! with { Message = new string('x', 998) + "😀" + new string('y', 50) };
        EdgeActors.Fleet.Heartbeat heartbeat = RestSamples.Heartbeat(Now) with { Deployment = result };

        EdgeActors.Fleet.Heartbeat read = WireValue.Read(HeartbeatMessage.Of(Device, heartbeat), message => HeartbeatMessage.Read(message, Device, Now));

        Assert.Equal(new string('x', 998) + "…", read.Deployment!.Message);
    }

    private static EdgeActors.Fleet.Heartbeat Read(string json) =>
        WireValue.Read(Encoding.UTF8.GetBytes(json), message => HeartbeatMessage.Read(message, Device, Now));

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
