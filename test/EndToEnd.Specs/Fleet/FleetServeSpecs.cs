using System.Text.Json;
using Amazon.Runtime;
using EdgeActors.Aws.S3;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Stores;
using EdgeActors.S3Double;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.FleetDoubles;

namespace EdgeActors.Specs.Fleet;

/// <summary>The real endpoint, asked by a client that none of our code had a hand in but JSON.</summary>
public sealed class FleetServeSpecs : IDisposable
{
    private const string Device = """{"DeviceName":"press-1","DeviceFleetName":"plant"}""";

    private static readonly FleetTree Keys = new("plant");
    private static readonly DateTimeOffset Then = new(2026, 11, 28, 18, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("serve-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public FleetServeSpecs()
    {
        File.WriteAllText(
            KeyFile, """{"keys": [{"id": "AKIDEXAMPLE", "secret": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "devices": ["press-*"]}]}""");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private string Tree => Directory.CreateDirectory(Path.Combine(_folder, "tree")).FullName;

    private string KeyFile => Path.Combine(_folder, "keys.json");

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [NeedsFact(Needs.Linux)]
    public async Task A_device_of_a_folders_fleet_is_answered_and_its_heartbeat_becomes_a_document()
    {
        await WriteAsync(Store(new FleetTreeRoot.Folder(Tree)), "s3://models/mnist-1.0.tar.gz");
        await using ServeProcess serve = await ServeProcess.StartAsync(new Dictionary<string, string>(), "--fleet-url", Tree, "--fleet", "plant", "--keys", KeyFile);

        (int status, JsonElement registration) = await CallAsync(serve, new SdkSignedCall("/GetDeviceRegistration", Device));
        Assert.Equal((200, "active", "3600"), (status, registration.GetProperty("DeviceRegistration").GetString(), registration.GetProperty("CacheTTL").GetString()));
        (_, JsonElement deployments) = await CallAsync(serve, new SdkSignedCall("/GetDeployments", Device));
        JsonElement definition = deployments.GetProperty("Deployments")[0].GetProperty("Definitions")[0];
        Assert.Equal("s3://models/mnist-1.0.tar.gz", definition.GetProperty("S3Url").GetString());
        Assert.Equal("SHA1", definition.GetProperty("Checksum").GetProperty("Type").GetString());

        SdkSignedCall beat = new("/SendHeartbeat", """{"AgentVersion":"1.20220822.836f3023","DeviceName":"press-1","DeviceFleetName":"plant"}""");
        Assert.Equal(200, (await CallAsync(serve, beat)).Status);
        HeartbeatDocument written = HeartbeatJson.Read(await File.ReadAllBytesAsync(Path.Combine(Tree, Keys.HeartbeatKey("press-1"))));
        Assert.Equal("1.20220822.836f3023", written.Heartbeat.AgentVersion);

        Assert.Equal(403, (await CallAsync(serve, beat)).Status);
        Assert.Equal(403, (await CallAsync(serve, beat with { Secret = "wrong", Time = beat.Time.AddSeconds(1) })).Status);
        Assert.Equal(403, (await CallAsync(serve, beat with { Time = beat.Time.AddMinutes(6) })).Status);
        Assert.Equal(0, await serve.StopAsync());
        Assert.Contains("was here before", serve.Output, StringComparison.Ordinal);
        Assert.Contains("Stopped", serve.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("wJalr", serve.Output, StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Packages_of_a_buckets_fleet_are_named_in_that_bucket()
    {
        await using S3Server s3 = await S3Server.StartAsync(new S3ServerOptions { Buckets = ["fleets"] });
        S3Key key = s3.Options.Keys[0];
        S3SinkOptions way = new() { Bucket = "fleets", Region = s3.Options.Region, Endpoint = s3.Endpoint, ForcePathStyle = true };
        await WriteAsync(Store(new FleetTreeRoot.Bucket("fleets", "edge"), way, new BasicAWSCredentials(key.Id, key.Secret)), "packages/mnist-1.0.tar.gz");
        Dictionary<string, string> environment = new() { ["AWS_ACCESS_KEY_ID"] = key.Id, ["AWS_SECRET_ACCESS_KEY"] = key.Secret };
        await using ServeProcess serve = await ServeProcess.StartAsync(
            environment, "--fleet-url", "s3://fleets/edge", "--fleet", "plant", "--keys", KeyFile, "--json",
            "--region", s3.Options.Region, "--s3-endpoint", s3.Endpoint.GetLeftPart(UriPartial.Authority), "--s3-path-style");

        (_, JsonElement deployments) = await CallAsync(serve, new SdkSignedCall("/GetDeployments", Device));

        JsonElement definition = deployments.GetProperty("Deployments")[0].GetProperty("Definitions")[0];
        Assert.Equal("s3://fleets/edge/fleets/plant/packages/mnist-1.0.tar.gz", definition.GetProperty("S3Url").GetString());
        Assert.All(serve.Output.Split('\n'), line => JsonDocument.Parse(line).Dispose());
    }

    [NeedsFact(Needs.Linux)]
    public async Task An_agent_reports_through_it_as_it_would_to_the_tree()
    {
        await WriteAsync(Store(new FleetTreeRoot.Folder(Tree)), "s3://models/mnist-1.0.tar.gz");
        await using ServeProcess serve = await ServeProcess.StartAsync(
            new Dictionary<string, string> { ["EDGEACTORS_FLEET_URL"] = Tree, ["EDGEACTORS_DEVICE_FLEET_NAME"] = "plant" }, "--keys", KeyFile);
        string configuration = Path.Combine(_folder, "agent.json");
        await File.WriteAllTextAsync(configuration, JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["DeviceFleetName"] = "plant",
            ["sagemaker_edge_core_device_name"] = "press-1",
            ["CaptureDataDestination"] = "Disk",
            ["edgeactors_fleet_url"] = serve.Address.GetLeftPart(UriPartial.Authority),
            ["edgeactors_heartbeat_period"] = 5,
        }));
        string home = Directory.CreateTempSubdirectory("edge-").FullName;
        string socket = Path.Combine(home, "agent.sock");
        string[] keys = ["env", "AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"];
        await using AgentProcess agent = await AgentProcess.StartUnderAsync(keys, home, socket, "-a", socket, "-c", configuration);

        string document = Path.Combine(Tree, Keys.HeartbeatKey("press-1"));
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(30));
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(50));
        while (!File.Exists(document))
        {
            Assert.True(await tick.WaitForNextTickAsync(late.Token), agent.Output);
        }

        EdgeActors.Fleet.Heartbeat written = HeartbeatJson.Read(await File.ReadAllBytesAsync(document)).Heartbeat;
        Assert.Contains(written.AgentMetrics, metric => metric.Name == "CpuUsage" && metric.Dimension == "press-1");
    }

    [NeedsFact(Needs.Linux)]
    public async Task What_cannot_be_served_is_told_at_the_start()
    {
        await WriteAsync(Store(new FleetTreeRoot.Folder(Tree)), "packages/mnist-1.0.tar.gz");
        string[] usual = ["fleet", "serve", "--fleet-url", Tree, "--fleet", "plant", "--keys", KeyFile];

        ProgramEnd packages = await Programs.RunAsync(TimeSpan.FromSeconds(30), Workplace.Agent, usual);
        ProgramEnd address = await Programs.RunAsync(TimeSpan.FromSeconds(30), Workplace.Agent, [.. usual, "--listen", "here", "--package-url-prefix", "s3://copy"]);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        ProgramEnd open = await Programs.RunAsync(TimeSpan.FromSeconds(30), Workplace.Agent, [.. usual, "--package-url-prefix", "s3://copy"]);

        Assert.All([packages, address, open], end => Assert.Equal(2, end.ExitCode));
        Assert.Contains("--package-url-prefix", packages.Output, StringComparison.Ordinal);
        Assert.Contains("--listen \"here\" is no address with a port", address.Output, StringComparison.Ordinal);
        Assert.Contains("open to other users (mode 0404)", open.Output, StringComparison.Ordinal);
    }

    private async Task<(int Status, JsonElement Body)> CallAsync(ServeProcess serve, SdkSignedCall call)
    {
        using HttpResponseMessage response = await _http.SendAsync(call.For(serve.Address));
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        using JsonDocument? document = body.Length == 0 ? null : JsonDocument.Parse(body);
        return ((int)response.StatusCode, document?.RootElement.Clone() ?? default);
    }

    private static async Task WriteAsync(IDocumentStore store, string url)
    {
        DesiredDeployment deployment = new()
        {
            Name = "roll-1",
            Definitions = [new ModelDefinition { Handle = "mnist", Url = url, ChecksumType = "SHA1", Checksum = new string('0', 40), Sha256 = new string('1', 64) }],
            Stages = [new DesiredStage { Name = "all", Selection = new DeviceSelection.Percentage(100), State = StageState.InProgress, SelectedCount = 1, Started = Then }],
        };
        await store.WriteAsync(Keys.FleetKey, FleetJson.Write(new FleetDocument { Fleet = "plant", Created = Then }), null, default);
        await store.WriteAsync(
            Keys.DesiredKey, DesiredJson.Write(new DesiredDocument { Fleet = "plant", Revision = 1, Written = Then, Deployments = [deployment] }), null, default);
        await store.WriteAsync(
            Keys.DeviceKey("press-1"), DeviceJson.Write(new DeviceDocument { Fleet = "plant", Device = "press-1", Registered = Then }), null, default);
    }

    private static IDocumentStore Store(FleetTreeRoot root, S3SinkOptions? way = null, AWSCredentials? keys = null) =>
        DocumentStores.Open(root, () => way!, () => keys!, new StoreLimits(), TimeProvider.System, isProbed: false);
}
