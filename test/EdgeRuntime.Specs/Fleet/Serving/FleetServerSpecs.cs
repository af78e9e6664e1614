using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EdgeActors.Configuration;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Rest;
using EdgeActors.Specs.Aws.Credentials;
using EdgeActors.Specs.CredentialDoubles;
using EdgeActors.Specs.Fleet.Rest;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Fleet.Serving;

public sealed class FleetServerSpecs
{
    private readonly FakeTree _tree = new();

    [Fact]
    public async Task A_device_learns_whether_it_is_registered()
    {
        await using ServeHost host = await ServeHost.StartAsync(_tree.Of);
        using RestFleet client = host.Client();

        Assert.Equal(FleetAnswer.Of(new Registration(true, TimeSpan.FromHours(1))), await client.RegisterAsync(default));
        _tree.IsActive = false;
        Assert.Equal(FleetAnswer.Of(new Registration(false, TimeSpan.FromHours(1))), await client.RegisterAsync(default));
    }

    [Fact]
    public async Task A_heartbeat_arrives_as_it_was_sent()
    {
        await using ServeHost host = await ServeHost.StartAsync(_tree.Of);
        using RestFleet client = host.Client("press-7");
        EdgeActors.Fleet.Heartbeat heartbeat = RestSamples.Heartbeat(new DateTimeOffset(2026, 11, 28, 18, 0, 0, 250, TimeSpan.Zero)) with { Deployment = null };

        Assert.Equal(FleetAnswer.Of(Delivered.Instance), await client.SendAsync(heartbeat, default));

        (DeviceIdentity device, EdgeActors.Fleet.Heartbeat written) = Assert.Single(_tree.Written);
        Assert.Equal(new DeviceIdentity("line_a", "press-7"), device);
        Assert.Equal(JsonSerializer.Serialize(heartbeat), JsonSerializer.Serialize(written));
    }

    [Fact]
    public async Task Deployments_with_s3_urls_come_as_the_tree_has_them()
    {
        _tree.Deployments =
            [RestSamples.Deployment("a"), RestSamples.Deployment("b", DeploymentOrder.RollBack), RestSamples.Deployment("c", DeploymentOrder.Hold)];
        await using ServeHost host = await ServeHost.StartAsync(_tree.Of);
        using RestFleet client = host.Client();

        DesiredState state = (await client.PollAsync(null, default)).Value!;

        Assert.Equal(JsonSerializer.Serialize(_tree.Deployments), JsonSerializer.Serialize(state.Deployments));
    }

    [Fact]
    public async Task Packages_of_the_tree_are_named_from_where_they_can_be_fetched_and_results_find_back()
    {
        FleetDeployment own = OfTree("roll-1");
        _tree.Deployments = [own];
        await using ServeHost host = await ServeHost.StartAsync(_tree.Of, packages: "s3://bucket/edge/fleets/line_a/");
        using RestFleet client = host.Client();

        FleetDeployment served = Assert.Single((await client.PollAsync(null, default)).Value!.Deployments);
        Assert.Equal("s3://bucket/edge/fleets/line_a/packages/mnist-1.1.tar.gz", Assert.Single(served.Definitions).Url);
        Assert.NotEqual(own.Digest, served.Digest);

        EdgeActors.Fleet.Heartbeat heartbeat = RestSamples.Heartbeat(host.Clock.GetUtcNow());
        foreach (string digest in (string[])[served.Digest, "", new string('0', 64)])
        {
            await client.SendAsync(heartbeat with { Deployment = heartbeat.Deployment! with { Digest = digest } }, default);
        }

        Assert.Equal([own.Digest, own.Digest, null], _tree.Written.Select(one => one.Heartbeat.Deployment?.Digest));
        Assert.True(_tree.Written.First().Heartbeat.Deployment!.RolledBack);
        Assert.Contains(host.Log.All, line => line.Text.Contains("which it is not given any more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Packages_out_of_reach_are_the_services_own_trouble()
    {
        _tree.Deployments = [OfTree("roll-1")];
        await using ServeHost host = await ServeHost.StartAsync(_tree.Of);
        using RestFleet client = host.Client();

        FleetFault fault = (await client.PollAsync(null, default)).Fault!;

        Assert.Equal(FleetFaultKind.Unreachable, fault.Kind);
        Assert.Contains("(400 InternalServiceException)", fault.Message, StringComparison.Ordinal);
        Assert.Contains(host.Log.All, line => line.Level == LogLevel.Error && line.Text.Contains("cannot be fetched by s3 urls", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trouble_of_the_tree_is_told_to_operators_and_not_to_devices()
    {
        _tree.Fault = new FleetFault(FleetFaultKind.Denied, "s3://CANARY refuses the server's keys");
        await using ServeHost host = await ServeHost.StartAsync(_tree.Of);

        (int status, string error, string body) = await host.SendAsync(
            host.Call("/GetDeviceRegistration", """{"DeviceName":"press-1","DeviceFleetName":"line_a"}""").For(host.Address));

        Assert.Equal((400, "InternalServiceException"), (status, error));
        Assert.DoesNotContain("CANARY", body, StringComparison.Ordinal);
        Assert.Contains(host.Log.All, line => line.Level == LogLevel.Warning && line.Text.Contains("CANARY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrong_keys_are_told_to_the_client_as_what_they_are()
    {
        await using ServeHost host = await ServeHost.StartAsync(_tree.Of);
        using RestFleet wrong = host.Client(secret: "wrong");
        using RestFleet unknown = host.Client(id: "AKIDOTHER");
        using RestFleet other = host.Client(device: "saw-1");

        FleetFault[] faults =
            [(await wrong.PollAsync(null, default)).Fault!, (await unknown.PollAsync(null, default)).Fault!, (await other.PollAsync(null, default)).Fault!];

        Assert.All(faults, fault => Assert.Equal(FleetFaultKind.Denied, fault.Kind));
        Assert.Contains("finds the signature wrong", faults[0].Message, StringComparison.Ordinal);
        Assert.Contains("does not know the access key", faults[1].Message, StringComparison.Ordinal);
        Assert.Contains("does not let these keys speak for this device", faults[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_beyond_the_limit_are_asked_to_come_again()
    {
        TaskCompletionSource inside = new();
        TaskCompletionSource go = new();
        _tree.Before = async _ =>
        {
            inside.TrySetResult();
            await go.Task;
        };
        await using ServeHost host = await ServeHost.StartAsync(_tree.Of, options => options with { MaxCalls = 1 });
        using RestFleet client = host.Client();
        Task<FleetAnswer<Registration>> first = client.RegisterAsync(default);
        await inside.Task;

        FleetFault fault = (await client.RegisterAsync(default)).Fault!;
        go.SetResult();

        Assert.Equal(FleetFaultKind.Unreachable, fault.Kind);
        Assert.Contains("asks to wait (503 ServiceUnavailableException)", fault.Message, StringComparison.Ordinal);
        Assert.NotNull((await first).Value);
        Assert.NotNull((await client.RegisterAsync(default)).Value);
    }

    [Fact]
    public async Task A_tree_that_hangs_costs_a_call_its_time_and_no_more()
    {
        TaskCompletionSource inside = new();
        _tree.Before = cancelled =>
        {
            inside.TrySetResult();
            return Task.Delay(Timeout.Infinite, cancelled);
        };
        await using ServeHost host = await ServeHost.StartAsync(_tree.Of);
        using RestFleet client = host.Client(clock: new StandingClock(host.Clock.GetUtcNow()));

        Task<FleetAnswer<Registration>> call = client.RegisterAsync(default);
        await inside.Task;
        host.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Contains("(400 InternalServiceException)", (await call).Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_lost_its_time_is_refused_once_and_heard_then()
    {
        await using ServeHost host = await ServeHost.StartAsync(_tree.Of);
        using RestFleet lost = host.Client(clock: new StandingClock(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        FleetAnswer<Registration> answer = await lost.RegisterAsync(default);

        Assert.Contains(host.Log.All, line => line.Text.Contains("403 RequestTimeTooSkewed", StringComparison.Ordinal));
        Assert.True(answer.Value is { IsActive: true }, answer.Fault?.Message);
    }

    [Fact]
    public async Task It_speaks_TLS_with_a_certificate()
    {
        using ThrowAwayAuthority authority = new();
        using X509Certificate2 certificate = authority.Server();
        string file = Path.Combine(authority.Folder, "server.pem");
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        await using ServeHost host = await ServeHost.StartAsync(_tree.Of, options => options with { Certificate = file });
        using HttpClient client = new(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString() },
        });

        Assert.Equal("https", host.Address.Scheme);
        using HttpResponseMessage response = await client.SendAsync(
            host.Call("/GetDeviceRegistration", """{"DeviceName":"press-1","DeviceFleetName":"line_a"}""").For(host.Address));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using RestFleet distrusting = host.Client();
        Assert.Contains("no TLS connection", (await distrusting.RegisterAsync(default)).Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_none_is_told_before_anything_is_served()
    {
        ConfigurationException wrong = await Assert.ThrowsAsync<ConfigurationException>(
            () => ServeHost.StartAsync(_tree.Of, options => options with { Certificate = "/nowhere/server.pem" }));

        Assert.Contains("--certificate", wrong.Message, StringComparison.Ordinal);
    }

    private static FleetDeployment OfTree(string name)
    {
        ImmutableArray<ModelDefinition> definitions = [new ModelDefinition { Handle = "mnist", Url = "packages/mnist-1.1.tar.gz", Sha256 = "ab" }];
        return new FleetDeployment
        {
            Name = name,
            Definitions = definitions,
            Digest = DeploymentDigest.Of(name, "Model", "ROLLBACK_ON_FAILURE", definitions),
        };
    }

    /// <summary>A clock that stands still; its timers never fire.</summary>
    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new VirtualClock().CreateTimer(callback, state, dueTime, period);
    }
}
