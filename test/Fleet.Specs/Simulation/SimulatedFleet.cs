using System.Collections.Concurrent;
using System.Collections.Immutable;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Operating;
using EdgeActors.Fleet.Stages;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;
using EdgeActors.Specs.Time;

namespace EdgeActors.Specs.Simulation;

/// <summary>A fleet of <see cref="SimulatedDevice"/>s on one tree, with its operator.</summary>
internal sealed class SimulatedFleet : IAsyncDisposable
{
    public const string Name = "pumps";
    public const string Handle = "pump";

    private readonly SimulatedPlace _place;
    private readonly FleetRecords _records;
    private readonly DesiredEditor _editor;
    private readonly ConcurrentDictionary<string, SimulatedDevice> _devices = new(StringComparer.Ordinal);

    private SimulatedFleet(SimulatedPlace place)
    {
        _place = place;
        _records = new FleetRecords(place.Store, new FleetTree(Name));
        _editor = new DesiredEditor(place.Store, _records.Tree, new EditOptions { Operator = "simulation" }, AcceleratedScheduler.Clock, new Random(1));
    }

    /// <summary>The devices by name.</summary>
    public IReadOnlyDictionary<string, SimulatedDevice> Devices => _devices;

    /// <summary>What the devices have asked of the tree so far.</summary>
    public RequestCounts Requests { get; } = new();

    /// <summary>Makes the tree, registers the devices and starts them.</summary>
    public static async Task<SimulatedFleet> StartAsync(SimulatedPlace place, int devices, DevicePace pace, CancellationToken cancelled)
    {
        SimulatedFleet fleet = new(place);
        DateTimeOffset now = AcceleratedScheduler.Clock.GetUtcNow();
        await place.Store.WriteAsync(fleet._records.Tree.FleetKey, FleetJson.Write(new FleetDocument { Fleet = Name, Created = now }), DocumentVersion.None, cancelled);
        string[] names = [.. Enumerable.Range(0, devices).Select(static number => $"device-{number:0000}")];
        await new Roster(fleet._records, AcceleratedScheduler.Clock).RegisterAsync(names, null, cancelled);
        await Parallel.ForEachAsync(names.Index(), cancelled, async (one, _) =>
        {
            DeviceIdentity identity = new(Name, one.Item);
            SimulatedDevice device = new(
                identity, place.DeviceFolder(one.Item), place.Fleet(identity, new CountingStore(place.Devices, fleet.Requests)), place.Packages, pace, one.Index);
            fleet._devices[one.Item] = device;
            await device.StartAsync();
        });
        return fleet;
    }

    /// <summary>Uploads a package and desires it, in stages; starts the first.</summary>
    public async Task DeployAsync(
        string deployment,
        string version,
        byte[] package,
        ImmutableArray<DesiredStage> stages,
        CancellationToken cancelled,
        ModelDefinition? definition = null,
        SigningKey? signer = null)
    {
        ModelDefinition model = definition ?? SimulatedPackages.Definition(Handle, version, package);
        string key = _records.Tree.PackageKey(SimulatedPackages.Url(version, package))!;
        await _place.UploadAsync(key, package, cancelled);
        if (signer is not null)
        {
            await _place.UploadAsync(FleetTree.SignatureKey(key), SimulatedPackages.Signature(signer, package), cancelled);
        }

        await EditAsync(document => document with
        {
            Deployments = [.. document.Deployments, new DesiredDeployment { Name = deployment, Definitions = [model], Stages = stages }],
        }, cancelled);
        StageDevice[] devices = await DevicesAsync(deployment, cancelled);
        await EditAsync(document => RollOutOf(deployment, devices).Start(document, null).Document, cancelled);
    }

    /// <summary>Looks at the results as an operator's <c>start --watch --continue</c> does, until no stage is at work.</summary>
    public async Task<DesiredDeployment> WatchAsync(string deployment, CancellationToken cancelled)
    {
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            StageDevice[] devices = await DevicesAsync(deployment, cancelled);
            DesiredDocument now = await EditAsync(document => RollOutOf(deployment, devices).Advance(document, goesOn: true), cancelled);
            DesiredDeployment one = RollOut.Find(now, deployment);
            if (!one.Stages.Any(static stage => stage.State is StageState.InProgress or StageState.Stopping))
            {
                return one;
            }

            await pause.WaitForNextTickAsync(cancelled);
        }
    }

    /// <summary>Takes all devices back to what they had before, as an operator's <c>rollback</c> does.</summary>
    public async Task RollBackAsync(string deployment, CancellationToken cancelled)
    {
        StageDevice[] devices = await DevicesAsync(deployment, cancelled);
        await EditAsync(document => RollOutOf(deployment, devices).RollBack(document), cancelled);
    }

    /// <summary>How the deployment ended on each device that has said so.</summary>
    public async Task<ImmutableDictionary<string, DeviceOutcome>> OutcomesAsync(string deployment, CancellationToken cancelled) =>
        await _records.OutcomesAsync(await FindAsync(deployment, cancelled), cancelled);

    /// <summary>Why it failed where it did.</summary>
    public async Task<IEnumerable<string>> ReasonsAsync(string deployment, CancellationToken cancelled)
    {
        DesiredDeployment one = await FindAsync(deployment, cancelled);
        IEnumerable<string> failed = (await _records.OutcomesAsync(one, cancelled)).Where(static pair => pair.Value == DeviceOutcome.Failed).Select(static pair => pair.Key);
        return (await _records.ReasonsAsync(one, failed, cancelled)).Values;
    }

    /// <summary>What a device has said about a deployment, but for when; null when it has said nothing.</summary>
    public async Task<DeploymentResult?> ResultAsync(string deployment, string device, bool succeeded, CancellationToken cancelled)
    {
        DesiredDeployment one = await FindAsync(deployment, cancelled);
        string key = _records.Tree.ResultKey(one.Name, one.Digest, succeeded, device);
        DocumentRead read = await _place.Store.ReadAsync(key, known: null, FleetFormat.LargestDocument, cancelled);
        return read.Content is { } content ? ResultJson.Read(content).Result with { Started = default, Ended = default } : null;
    }

    /// <summary>How many devices serve which version.</summary>
    public IReadOnlyDictionary<string, int> Versions() => _devices.Values
        .Select(static device => device.Serving.GetValueOrDefault(Handle) ?? "none")
        .CountBy(static version => version)
        .ToDictionary(StringComparer.Ordinal);

    public async ValueTask DisposeAsync() => await Parallel.ForEachAsync(_devices.Values, async (device, _) => await device.DisposeAsync());

    private static RollOut RollOutOf(string deployment, IEnumerable<StageDevice> devices) =>
        new(deployment, [.. devices], new StageOptions(), AcceleratedScheduler.Clock.GetUtcNow());

    private async Task<DesiredDeployment> FindAsync(string deployment, CancellationToken cancelled) =>
        RollOut.Find((await _records.DesiredAsync(cancelled))!, deployment);

    private async Task<StageDevice[]> DevicesAsync(string deployment, CancellationToken cancelled)
    {
        ImmutableDictionary<string, DeviceOutcome> outcomes = await OutcomesAsync(deployment, cancelled);
        return [.. _devices.Keys.Select(name => new StageDevice(name, outcomes.GetValueOrDefault(name)))];
    }

    private async Task<DesiredDocument> EditAsync(Func<DesiredDocument, DesiredDocument> change, CancellationToken cancelled) =>
        (await _editor.ApplyAsync(change, static _ => { }, cancelled)).Document;
}

/// <summary>Where a simulated fleet keeps its tree, and its devices their data.</summary>
/// <param name="Store">The tree, as the operator reaches it.</param>
/// <param name="Devices">The tree, as devices reach it.</param>
/// <param name="Packages">Packages of the tree.</param>
/// <param name="Upload">Puts a package into the tree.</param>
/// <param name="Root">Folder of the devices' data.</param>
/// <param name="Adapter">The way to the fleet of a device on a store.</param>
internal sealed record SimulatedPlace(
    IDocumentStore Store,
    IDocumentStore Devices,
    IPackageSource Packages,
    Func<string, byte[], CancellationToken, Task> Upload,
    string Root,
    Func<DeviceIdentity, IDocumentStore, IFleet> Adapter)
{
    public IFleet Fleet(DeviceIdentity identity, IDocumentStore store) => Adapter(identity, store);

    public Task UploadAsync(string key, byte[] package, CancellationToken cancelled) => Upload(key, package, cancelled);

    public string DeviceFolder(string device) => Directory.CreateDirectory(Path.Combine(Root, device)).FullName;
}
