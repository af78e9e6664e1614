using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Stores;
using EdgeActors.Fleet.Tree;
using EdgeActors.S3Double;
using EdgeActors.Specs.Aws.S3;

namespace EdgeActors.Specs.Fleet.Tree;

/// <summary>The requests that docs/fleet.md counts, as a bucket's server sees them.</summary>
public sealed class TreeCostSpecs : IAsyncLifetime, IDisposable
{
    private const string Desired = "GetObject fleets/plant/desired.json";
    private const string Settings = "GetObject fleets/plant/fleet.json 200";
    private const string Beat = "fleets/plant/heartbeats/press-1.json";

    private readonly TreeScene _scene = new();
    private S3Server _server = null!;
    private BucketDocumentStore _store = null!;

    public async Task InitializeAsync()
    {
        _server = await S3Server.StartAsync();
        _store = new BucketDocumentStore(
            new FleetTreeRoot.Bucket("captures", ""), SinkBench.Options(_server), () => SinkBench.Credentials(), new(), TimeProvider.System, isProbed: false);
        await WriteAsync(TreeScene.Tree.FleetKey, FleetJson.Write(new FleetDocument { Fleet = "plant", Created = _scene.Now }));
        await WriteAsync(TreeScene.Tree.DeviceKey("press-1"), DeviceJson.Write(
            new DeviceDocument { Fleet = "plant", Device = "press-1", Registered = _scene.Now }));
        Restart();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _store.Dispose();
        _scene.Dispose();
    }

    [Fact]
    public async Task Registration_is_two_documents()
    {
        Assert.Equal([Settings, "GetObject fleets/plant/devices/press-1.json 200"], await AskedAsync(() => _scene.Device.RegisterAsync(default)));
    }

    [Fact]
    public async Task Heartbeat_is_one_put_and_reads_at_a_start_only()
    {
        Assert.Equal([$"GetObject {Beat} 404", Settings, $"PutObject {Beat} 200"], await AskedAsync(() => SendAsync(0)));
        Assert.Equal([$"PutObject {Beat} 200"], await AskedAsync(() => SendAsync(1)));
        Restart();
        Assert.Equal([$"GetObject {Beat} 200", $"PutObject {Beat} 200"], await AskedAsync(() => SendAsync(2)));
    }

    [Fact]
    public async Task Poll_is_one_get_that_brings_what_is_new()
    {
        await DesireAsync(1, TreeScene.Deployment());

        Assert.Equal([$"{Desired} 200"], await AskedAsync(PollAsync));
        Assert.Equal([$"{Desired} 304"], await AskedAsync(PollAsync));
        await DesireAsync(2, TreeScene.Deployment());
        Assert.Equal([$"{Desired} 200"], await AskedAsync(PollAsync));
    }

    [Fact]
    public async Task Signature_is_read_with_a_new_document_only()
    {
        _scene.Signature.Policy = DocumentPolicy.Warn;
        await WriteAsync(TreeScene.Tree.DesiredSignatureKey, [1]);
        await DesireAsync(1, TreeScene.Deployment());

        Assert.Equal([$"{Desired} 200", $"{Desired}.dsse 200"], await AskedAsync(PollAsync));
        Assert.Equal([$"{Desired} 304"], await AskedAsync(PollAsync));
    }

    [Fact]
    public async Task Poll_before_anything_was_deployed_asks_for_the_fleet_as_well()
    {
        Assert.Equal([$"{Desired} 404", Settings], await AskedAsync(PollAsync));
        Assert.Equal([$"{Desired} 404", Settings], await AskedAsync(PollAsync));
    }

    [Fact]
    public async Task Threshold_is_one_list_for_each_poll_until_the_device_is_done()
    {
        DesiredDeployment wanted = TreeScene.Deployment(threshold: new ErrorThreshold(1, null));
        await DesireAsync(1, wanted, TreeScene.Deployment() with { Name = "without" });
        await PollAsync();
        string[] waiting = await AskedAsync(PollAsync);
        DeploymentResult done = new(wanted.Name, true, "", _scene.Now, _scene.Now, []) { Digest = wanted.Digest };

        string[] told = await AskedAsync(() => SendAsync(0, done));

        Assert.Equal([$"{Desired} 304", "ListObjects  200"], waiting);
        Assert.Equal($"PutObject {TreeScene.Tree.ResultKey(wanted.Name, wanted.Digest, succeeded: true, "press-1")} 200", told[0]);
        Assert.Equal([$"{Desired} 304"], await AskedAsync(PollAsync));
    }

    private void Restart() => _scene.Open(store: _store);

    private Task PollAsync() => OkAsync(_scene.Device.PollAsync(null, default));

    private Task SendAsync(int second, DeploymentResult? result = null) => OkAsync(_scene.Device.SendAsync(_scene.Beat(second, result), default));

    private static async Task OkAsync<T>(Task<FleetAnswer<T>> call)
        where T : class => Assert.Null((await call).Fault);

    private Task WriteAsync(string key, byte[] content) => _store.WriteAsync(key, content, null, default);

    private Task DesireAsync(long revision, params DesiredDeployment[] deployments) => WriteAsync(
        TreeScene.Tree.DesiredKey,
        DesiredJson.Write(new DesiredDocument { Fleet = "plant", Revision = revision, Written = _scene.Now, Deployments = [.. deployments] }));

    private async Task<string[]> AskedAsync(Func<Task> act)
    {
        await _server.Requests.UntilAsync(static requests => requests.All(request => request.Status != 0));
        _server.Requests.Clear();
        await act();
        await _server.Requests.UntilAsync(static requests => requests.All(request => request.Status != 0));
        return [.. _server.Requests.All.Select(request => $"{request.Operation} {request.Key} {request.Status}")];
    }
}
