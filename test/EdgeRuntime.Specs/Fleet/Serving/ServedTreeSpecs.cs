using System.Text.Json;
using Amazon.Runtime;
using EdgeActors.Aws.S3;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Rest;
using EdgeActors.Fleet.Stores;
using EdgeActors.Fleet.Tree;
using EdgeActors.Packages.Signatures;
using EdgeActors.S3Double;
using EdgeActors.Specs.Fleet.Rest;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Fleet.Serving;

/// <summary>Our client, the endpoint, and a real tree behind it: a folder, or a bucket of the S3 double.</summary>
public sealed class ServedTreeSpecs : IAsyncLifetime
{
    private static readonly FleetTree Keys = new(ServeHost.Fleet);
    private static readonly DateTimeOffset Then = new(2026, 11, 28, 18, 0, 0, 250, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("tree-").FullName;
    private S3Server _s3 = null!;

    public async Task InitializeAsync() => _s3 = await S3Server.StartAsync(new S3ServerOptions { Buckets = ["fleets"] });

    public async Task DisposeAsync()
    {
        await _s3.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_device_registers_reports_and_gets_the_deployments_of_its_stage(bool inBucket)
    {
        IDocumentStore store = Store(inBucket);
        await WriteAsync(store);
        await using ServeHost host = await ServeHost.StartAsync(View(store), packages: "s3://fleets/edge/fleets/line_a/");
        using RestFleet device = host.Client("press-1");

        Assert.Equal(FleetAnswer.Of(new Registration(true, TimeSpan.FromHours(2))), await device.RegisterAsync(default));
        DesiredState state = (await device.PollAsync(null, default)).Value!;
        Assert.Equal(["s3-urls", "own-urls", "stopped"], state.Deployments.Select(one => one.Name));
        Assert.Equal([DeploymentOrder.Run, DeploymentOrder.Run, DeploymentOrder.Hold], state.Deployments.Select(one => one.Order));
        Assert.Equal("s3://fleets/edge/fleets/line_a/packages/mnist-1.1.tar.gz", state.Deployments[1].Definitions[0].Url);

        EdgeActors.Fleet.Heartbeat heartbeat = RestSamples.Heartbeat(Then);
        heartbeat = heartbeat with { Deployment = heartbeat.Deployment! with { Name = "own-urls", Digest = state.Deployments[1].Digest } };
        Assert.NotNull((await device.SendAsync(heartbeat, default)).Value);

        HeartbeatDocument beat = HeartbeatJson.Read((await store.ReadAsync(Keys.HeartbeatKey("press-1"), null, 1 << 20, default)).Content);
        Assert.Equal(("line_a", "press-1"), (beat.Fleet, beat.Device));
        Assert.Equal(JsonSerializer.Serialize(heartbeat with { Deployment = null }), JsonSerializer.Serialize(beat.Heartbeat));
        string resultKey = Keys.ResultKey("own-urls", Desired().Deployments[1].Digest, succeeded: false, "press-1");
        ResultDocument result = ResultJson.Read((await store.ReadAsync(resultKey, null, 1 << 20, default)).Content);
        Assert.Equal(Desired().Deployments[1].Digest, result.Result.Digest);
        Assert.True(result.Result.RolledBack);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Over_the_calls_a_device_gets_what_the_tree_itself_would_give_it(bool inBucket)
    {
        IDocumentStore store = Store(inBucket);
        await WriteAsync(store, own: false);
        await using ServeHost host = await ServeHost.StartAsync(View(store));
        using RestFleet device = host.Client("press-1");

        DesiredState direct = (await View(store)(new DeviceIdentity("line_a", "press-1")).PollAsync(null, default)).Value!;
        DesiredState served = (await device.PollAsync(null, default)).Value!;

        Assert.Equal(2, direct.Deployments.Length);
        Assert.Equal(JsonSerializer.Serialize(direct.Deployments), JsonSerializer.Serialize(served.Deployments));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_device_that_nobody_registered_writes_nothing(bool inBucket)
    {
        IDocumentStore store = Store(inBucket);
        await WriteAsync(store);
        await using ServeHost host = await ServeHost.StartAsync(View(store));
        using RestFleet device = host.Client("press-2");

        Assert.False((await device.RegisterAsync(default)).Value!.IsActive);
        Assert.Equal(FleetFaultKind.Denied, (await device.SendAsync(RestSamples.Heartbeat(Then), default)).Fault!.Kind);
        Assert.Null((await store.ReadAsync(Keys.HeartbeatKey("press-2"), null, 1 << 20, default)).Content);
    }

    private static DesiredDocument Desired(bool own = true) => new()
    {
        Fleet = "line_a",
        Revision = 3,
        Written = Then,
        Deployments =
        [
            Deployment("s3-urls", "s3://models/mnist-1.0.tar.gz", StageState.InProgress, "press-1"),
            .. own ? (DesiredDeployment[])[Deployment("own-urls", "packages/mnist-1.1.tar.gz", StageState.Deployed, "press-1")] : [],
            Deployment("stopped", "s3://models/mnist-1.2.tar.gz", StageState.Stopped, "press-1"),
            Deployment("others", "s3://models/mnist-1.3.tar.gz", StageState.InProgress, "saw-1"),
        ],
    };

    private static DesiredDeployment Deployment(string name, string url, StageState state, string device) => new()
    {
        Name = name,
        Definitions = [new ModelDefinition { Handle = "mnist", Url = url, ChecksumType = "SHA1", Checksum = new string('0', 40), Sha256 = new string('1', 64) }],
        Stages = [new DesiredStage { Name = "first", Selection = new DeviceSelection.Names([device]), State = state, SelectedCount = 1, Started = Then }],
    };

    private static async Task WriteAsync(IDocumentStore store, bool own = true)
    {
        FleetDocument fleet = new() { Fleet = "line_a", Created = Then, RegistrationLife = TimeSpan.FromHours(2) };
        await store.WriteAsync(Keys.FleetKey, FleetJson.Write(fleet), null, default);
        await store.WriteAsync(Keys.DesiredKey, DesiredJson.Write(Desired(own)), null, default);
        DeviceDocument device = new() { Fleet = "line_a", Device = "press-1", Registered = Then };
        await store.WriteAsync(Keys.DeviceKey("press-1"), DeviceJson.Write(device), null, default);
    }

    private static Func<DeviceIdentity, IFleet> View(IDocumentStore store) => device => new TreeFleet(
        store, ownsStore: false, device, new DocumentSeal(SignaturePolicy.Off, keysFolder: null, TimeProvider.System), TimeProvider.System, NullLogger.Instance);

    private IDocumentStore Store(bool inBucket)
    {
        FleetTreeRoot root = inBucket ? new FleetTreeRoot.Bucket("fleets", "edge") : new FleetTreeRoot.Folder(_folder);
        S3Key key = _s3.Options.Keys[0];
        return DocumentStores.Open(
            root,
            () => new S3SinkOptions { Bucket = "fleets", Region = _s3.Options.Region, Endpoint = _s3.Endpoint, ForcePathStyle = true },
            () => new BasicAWSCredentials(key.Id, key.Secret),
            new StoreLimits(),
            TimeProvider.System,
            isProbed: false);
    }
}
