using System.Collections.Concurrent;
using Amazon.Runtime;
using EdgeActors.Aws.S3;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Operating;
using EdgeActors.Fleet.Signing;
using EdgeActors.Fleet.Stages;
using EdgeActors.Fleet.Stores;
using EdgeActors.Packages.Signatures;
using EdgeActors.S3Double;
using EdgeActors.Specs.Fleet.Stages;
using EdgeActors.Specs.Storage;

namespace EdgeActors.Specs.Fleet.Operating;

/// <summary>Operators at work on one fleet at once, each with a store of its own: no update is lost.</summary>
public sealed class TwoOperatorsSpecs : IAsyncLifetime, IDisposable
{
    private const int Rounds = 12;
    private static readonly FleetTree Tree = new("plant");
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentBag<IDocumentStore> _stores = [];
    private readonly SigningKey _key = SigningKey.Create();
    private S3Server _server = null!;

    public async Task InitializeAsync() => _server = await S3Server.StartAsync(new S3ServerOptions { Buckets = ["fleets"] });

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    public void Dispose()
    {
        _stores.OfType<IDisposable>().ToList().ForEach(store => store.Dispose());
        _folder.Dispose();
        _key.Dispose();
    }

    [Theory]
    [InlineData("folder", false)]
    [InlineData("folder", true)]
    [InlineData("bucket", false)]
    [InlineData("bucket", true)]
    public async Task Each_deploys_starts_and_stops_while_the_other_does(string where, bool signed)
    {
        await Task.WhenAll(((string[])["left", "right"]).Select(who => Task.Run(() => WorkAsync(Open(where), who, signed))));

        DesiredDocument desired = DesiredJson.Read(await ReadAsync(where, Tree.DesiredKey));
        Assert.Equal(2 * Rounds, desired.Deployments.Length);
        Assert.Equal(2 * Rounds * 3, desired.Revision);
        Assert.All(desired.Deployments, one => Assert.Equal((StageState.Stopped, StandingOrder.Abort), (one.Stages[0].State, one.Order)));
        if (signed)
        {
            byte[] envelope = await ReadAsync(where, Tree.DesiredSignatureKey);
            DesiredSignature.Verify(envelope, await ReadAsync(where, Tree.DesiredKey), [_key.Public]);
        }
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("bucket")]
    public async Task Each_changes_another_part_of_the_same_registrations(string where)
    {
        string[] devices = [.. Enumerable.Range(0, Rounds).Select(index => $"d{index}")];
        await new Roster(Records(Open(where)), TimeProvider.System).RegisterAsync(devices, null, default);

        await Task.WhenAll(
            Task.Run(() => new Roster(Records(Open(where)), TimeProvider.System).DeactivateAsync(devices, default)),
            Task.Run(() => DescribeAsync(Open(where), devices)));

        var registered = await Records(Open(where)).DevicesAsync(default);
        Assert.All(registered.Values, device => Assert.Equal((false, "described"), (device.IsActive, device.Description)));
    }

    private async Task WorkAsync(IDocumentStore store, string who, bool signed)
    {
        DesiredSeal? seal = signed ? new DesiredSeal(store, Tree, _key, []) : null;
        DesiredEditor editor = new(
            store, Tree, new EditOptions { MostAttempts = 1000, LongestPause = TimeSpan.FromMilliseconds(20), Operator = who }, TimeProvider.System, new Random(who.Length), seal);
        for (int round = 0; round < Rounds; round++)
        {
            string name = $"{who}-{round}";
            RollOut rollOut = new(name, [new StageDevice("d0", DeviceOutcome.None)], new StageOptions(), StageSamples.Begin);
            foreach (Func<DesiredDocument, DesiredDocument> change in (Func<DesiredDocument, DesiredDocument>[])
            [
                document => document with { Deployments = document.Deployments.Add(StageSamples.Wanted(StageSamples.Ready("all")) with { Name = name }) },
                document => rollOut.Start(document, null).Document,
                rollOut.Abort,
            ])
            {
                await editor.ApplyAsync(change, _ => { }, default);
            }
        }
    }

    // What register --description does to devices that it finds, without making them active again.
    private static async Task DescribeAsync(IDocumentStore store, string[] devices)
    {
        foreach (string device in devices)
        {
            string key = Tree.DeviceKey(device);
            DocumentRead found;
            do
            {
                found = await store.ReadAsync(key, null, FleetFormat.LargestDocument, default);
            }
            while (await store.WriteAsync(key, DeviceJson.Write(DeviceJson.Read(found.Content) with { Description = "described" }), found.Version, default) is null);
        }
    }

    private async Task<byte[]> ReadAsync(string where, string key) =>
        (await Open(where).ReadAsync(key, null, FleetFormat.LargestDocument, default)).Content!;

    private static FleetRecords Records(IDocumentStore store) => new(store, Tree);

    private IDocumentStore Open(string where)
    {
        IDocumentStore store = DocumentStores.Open(
            where == "bucket" ? new FleetTreeRoot.Bucket("fleets", "prefix") : new FleetTreeRoot.Folder(_folder.Path),
            () => new S3SinkOptions { Bucket = "fleets", Region = _server.Options.Region, Endpoint = _server.Endpoint, ForcePathStyle = true, MaxConcurrentPuts = 16 },
            () => new BasicAWSCredentials(S3Key.Default.Id, S3Key.Default.Secret),
            new StoreLimits { MostCalls = 16 },
            TimeProvider.System,
            isProbed: true);
        _stores.Add(store);
        return store;
    }
}
