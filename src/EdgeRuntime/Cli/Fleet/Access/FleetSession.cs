using System.Collections.Immutable;
using System.CommandLine;
using Amazon.Runtime;
using EdgeActors.Configuration;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;
using EdgeActors.Fleet.Publishing;
using EdgeActors.Fleet.Stages;
using EdgeActors.Fleet.Stores;
using EdgeActors.Storage.Files;

namespace EdgeActors.Cli.Fleet.Access;

/// <summary>A fleet that a verb works on, and all that it needs for that.</summary>
internal sealed class FleetSession : IDisposable
{
    /// <summary>A session.</summary>
    /// <param name="store">The tree.</param>
    /// <param name="fleet">The fleet's name.</param>
    /// <param name="shelf">Takes packages.</param>
    /// <param name="output">For people and programs.</param>
    private FleetSession(IDocumentStore store, string fleet, IPackageShelf shelf, CommandOutput output)
    {
        (Records, Shelf, Output) = (new FleetRecords(store, new FleetTree(fleet)), shelf, output);
    }

    /// <summary>Reads the tree.</summary>
    public FleetRecords Records { get; }

    /// <summary>The tree.</summary>
    public IDocumentStore Store => Records.Store;

    /// <summary>Its keys.</summary>
    public FleetTree Tree => Records.Tree;

    /// <summary>Takes packages.</summary>
    public IPackageShelf Shelf { get; }

    /// <summary>For people and programs.</summary>
    public CommandOutput Output { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>Spreads operators that meet.</summary>
    public Random Random { get; } = new(HashCode.Combine(Environment.ProcessId, TimeProvider.System.GetTimestamp()));

    /// <summary>Who works here, for people.</summary>
    public string Operator { get; } = $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>Opens the fleet that the command line names.</summary>
    /// <exception cref="ConfigurationException">It names none, or no way there.</exception>
    public static FleetSession Open(ParseResult command)
    {
        FleetPlace place = FleetPlace.Of(command);
        Lazy<AWSCredentials> keys = new(() => place.Keys(TimeProvider.System));
        StoreLimits limits = new() { MostCalls = FleetRecords.AtOnce };
        IDocumentStore store = DocumentStores.Open(place.Root, () => place.BucketOptions(FleetRecords.AtOnce), () => keys.Value, limits, TimeProvider.System, isProbed: true);
        IPackageShelf shelf = place.Root switch
        {
            FleetTreeRoot.Bucket bucket => new BucketShelf(
                place.BucketOptions(FleetRecords.AtOnce), bucket.KeyPrefix, () => keys.Value, TimeProvider.System),
            _ => new FolderShelf(new DurableFolder(store.Description, FileCalls.ForSharedFolders())),
        };
        return new FleetSession(store, place.Fleet, shelf, CommandOutput.Of(command));
    }

    /// <summary>Makes the tree's folder where it is missing; buckets are made by their owners.</summary>
    public void EnsureRoot()
    {
        if (Store is FolderDocumentStore)
        {
            Directory.CreateDirectory(Store.Description);
        }
    }

    /// <summary>What writers left unfinished in a shared folder; a bucket shows nothing that is not whole.</summary>
    public async Task<IReadOnlyCollection<string>> UnfinishedAsync(CancellationToken cancelled) => Store is FolderDocumentStore folder
        ? await folder.UnfinishedAsync(Tree.Root, Time.GetUtcNow() - Sweeping.LongestWrite, cancelled)
        : [];

    /// <summary>Names of the devices that take part.</summary>
    public Task<HashSet<string>> ActiveDevicesAsync(CancellationToken cancelled) => Records.ActiveDevicesAsync(cancelled);

    /// <summary>What can be done with a deployment, by what its devices report.</summary>
    /// <param name="name">The deployment's name.</param>
    /// <param name="withHeartbeats">Whether it matters which devices are alive.</param>
    /// <param name="cancelled">Ends the call.</param>
    public async Task<RollOut> RollOutAsync(string name, bool withHeartbeats, CancellationToken cancelled)
    {
        _ = await Records.FleetAsync(cancelled);
        DesiredDocument desired = await Records.DesiredAsync(cancelled) ?? DesiredDocument.None(Tree.Fleet);
        return await RollOutAsync(RollOut.Find(desired, name), withHeartbeats, cancelled);
    }

    /// <summary>The same of a deployment that was read.</summary>
    public async Task<RollOut> RollOutAsync(DesiredDeployment deployment, bool withHeartbeats, CancellationToken cancelled)
    {
        HashSet<string> devices = await ActiveDevicesAsync(cancelled);
        ImmutableDictionary<string, DeviceOutcome> outcomes = await Records.OutcomesAsync(deployment, cancelled);
        Gathered<HeartbeatDocument>? heartbeats = withHeartbeats ? await Records.HeartbeatsAsync(cancelled) : null;
        return new RollOut(
            deployment.Name,
            [
                .. devices.Select(device => new StageDevice(
                    device, outcomes.GetValueOrDefault(device), heartbeats?.Documents.GetValueOrDefault(device)?.Heartbeat.Time)),
            ],
            new StageOptions(),
            Time.GetUtcNow());
    }

    /// <summary>The same without a look at any device: all that an emergency stop and a rollback need.</summary>
    public RollOut UnseenRollOut(string name) => new(name, [], new StageOptions(), Time.GetUtcNow());

    public void Dispose()
    {
        Shelf.Dispose();
        (Store as IDisposable)?.Dispose();
    }
}
