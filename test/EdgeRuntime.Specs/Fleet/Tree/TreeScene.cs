using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Stores;
using EdgeActors.Fleet.Tree;
using EdgeActors.Specs.Aws.Credentials;
using EdgeActors.Specs.Storage;
using EdgeActors.Storage.Files;

namespace EdgeActors.Specs.Fleet.Tree;

/// <summary>A fleet in a folder, its clock and one device.</summary>
internal sealed class TreeScene : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public TreeScene()
    {
        Store = new FolderDocumentStore(_place.Path, FileCalls.ForSharedFolders(), new(), TimeProvider.System);
        Device = Open();
    }

    public static FleetTree Tree { get; } = new("plant");

    public string Path => _place.Path;

    public VirtualClock Clock { get; } = new();

    public LogLines Log { get; } = new();

    public IDocumentStore Store { get; }

    public FixedSignature Signature { get; } = new();

    public TreeFleet Device { get; private set; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public void Dispose() => _place.Dispose();

    /// <summary>The device's adapter as it is after a restart.</summary>
    public TreeFleet Open(string device = "press-1", IDocumentStore? store = null) =>
        Device = new TreeFleet(store ?? Store, ownsStore: false, new DeviceIdentity("plant", device), Signature, Clock, Log);

    public Task InitAsync() => WriteAsync(Tree.FleetKey, FleetJson.Write(new FleetDocument { Fleet = "plant", Created = Now }));

    public Task WriteAsync(string key, byte[] content) => Store.WriteAsync(key, content, null, default);

    public Task DesireAsync(long revision, params DesiredDeployment[] deployments) => WriteAsync(
        Tree.DesiredKey, DesiredJson.Write(new DesiredDocument { Fleet = "plant", Revision = revision, Written = Now, Deployments = [.. deployments] }));

    public Task FailAsync(DesiredDeployment deployment, string device) =>
        WriteAsync(Tree.ResultKey(deployment.Name, deployment.Digest, succeeded: false, device), [1]);

    public static DesiredDeployment Deployment(StageState state = StageState.InProgress, ErrorThreshold? threshold = null) => new()
    {
        Name = "vibration-2",
        Definitions = [new() { Handle = "vibration", Url = "packages/vibration-2.0.tar.gz", Sha256 = new string('b', 64) }],
        Stages =
        [
            new()
            {
                Name = "all",
                Selection = new DeviceSelection.Percentage(100),
                State = state,
                ErrorThreshold = threshold,
                SelectedCount = 10,
            },
        ],
    };

    public EdgeActors.Fleet.Heartbeat Beat(int second, DeploymentResult? result = null) =>
        new() { Time = Now.AddSeconds(second), AgentVersion = "1.4.0", Deployment = result };

    public async Task<EdgeActors.Fleet.Heartbeat?> BeatThereAsync() =>
        (await Store.ReadAsync(Tree.HeartbeatKey("press-1"), null, 1 << 20, default)).Content is { } content ? HeartbeatJson.Read(content).Heartbeat : null;

    /// <summary>What a spec says of signatures.</summary>
    internal sealed class FixedSignature : IDocumentSignature
    {
        public DocumentPolicy Policy { get; set; } = DocumentPolicy.Off;

        public string? Fault { get; set; }

        public string? FaultOf(ReadOnlyMemory<byte> document, byte[]? envelope) => envelope is null ? "it has none" : Fault;
    }
}
