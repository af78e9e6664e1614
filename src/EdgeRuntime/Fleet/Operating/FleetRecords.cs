using System.Collections.Concurrent;
using System.Collections.Immutable;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Stages;
using EdgeActors.Wording;

namespace EdgeActors.Fleet.Operating;

/// <summary>Reads the tree of a fleet for its operator. Several documents are read at once, since a bucket answers each after a while only.</summary>
/// <param name="store">The tree.</param>
/// <param name="tree">Its keys.</param>
internal sealed class FleetRecords(IDocumentStore store, FleetTree tree)
{
    /// <summary>Documents that are read at the same time.</summary>
    public const int AtOnce = 16;

    /// <summary>Devices of the largest fleet that is looked at.</summary>
    public const int MostDevices = 1_000_000;

    /// <summary>The keys of the fleet.</summary>
    public FleetTree Tree => tree;

    /// <summary>The tree itself.</summary>
    public IDocumentStore Store => store;

    /// <summary>The fleet's settings.</summary>
    /// <exception cref="OperatorException">There is no such fleet.</exception>
    public async Task<FleetDocument> FleetAsync(CancellationToken cancelled) =>
        await OneAsync(tree.FleetKey, FleetJson.Read, cancelled)
        ?? throw new OperatorException($"there is no fleet \"{tree.Fleet}\" in {store.Description}; make it by 'edgeactors fleet init', or correct --fleet or --fleet-url");

    /// <summary>What is desired; null when nothing ever was.</summary>
    public Task<DesiredDocument?> DesiredAsync(CancellationToken cancelled) => OneAsync(tree.DesiredKey, DesiredJson.Read, cancelled);

    /// <summary>All registrations by device. A damaged one is a fault: without it nobody knows how many devices a stage has.</summary>
    public async Task<ImmutableSortedDictionary<string, DeviceDocument>> DevicesAsync(CancellationToken cancelled)
    {
        Gathered<DeviceDocument> gathered = await GatherAsync(tree.Devices, DeviceJson.Read, read => read.Device, cancelled);
        return gathered.Unreadable.IsEmpty
            ? gathered.Documents
            : throw new OperatorException($"{gathered.Unreadable[0]}; register the device anew: edgeactors fleet register");
    }

    /// <summary>Names of the devices that take part.</summary>
    public async Task<HashSet<string>> ActiveDevicesAsync(CancellationToken cancelled) =>
        (await DevicesAsync(cancelled)).Values.Where(device => device.IsActive).Select(device => device.Device).ToHashSet(StringComparer.Ordinal);

    /// <summary>The newest heartbeats by device. Devices write them, so a damaged one is told and left out.</summary>
    public Task<Gathered<HeartbeatDocument>> HeartbeatsAsync(CancellationToken cancelled) =>
        GatherAsync(tree.Heartbeats, HeartbeatJson.Read, read => read.Device, cancelled);

    /// <summary>
    /// How a deployment ended, by device; reads keys only, but for devices that have both results: there the later one counts, since a success may have
    /// been undone and a failing device repaired.
    /// </summary>
    public async Task<ImmutableDictionary<string, DeviceOutcome>> OutcomesAsync(DesiredDeployment deployment, CancellationToken cancelled)
    {
        ConcurrentDictionary<string, DeviceOutcome> outcomes = new(StringComparer.Ordinal);
        List<string> both = [];
        foreach ((bool succeeded, DeviceOutcome outcome) in ((bool, DeviceOutcome)[])[(true, DeviceOutcome.Succeeded), (false, DeviceOutcome.Failed)])
        {
            await foreach (string key in store.ListAsync(tree.Results(deployment.Name, deployment.Digest, succeeded), MostDevices, cancelled))
            {
                if (FleetTree.DeviceOf(key) is { } device && !outcomes.TryAdd(device, outcome))
                {
                    both.Add(device);
                }
            }
        }

        await EachAsync(both, async (device, cancel) => outcomes[device] = await LaterAsync(deployment, device, cancel), cancelled);
        return outcomes.ToImmutableDictionary(StringComparer.Ordinal);
    }

    /// <summary>Why a deployment failed on some devices, by device.</summary>
    public async Task<ImmutableSortedDictionary<string, string>> ReasonsAsync(
        DesiredDeployment deployment, IEnumerable<string> devices, CancellationToken cancelled)
    {
        ConcurrentDictionary<string, string> reasons = new(StringComparer.Ordinal);
        await EachAsync(devices, async (device, cancel) => reasons[device] = await ReasonAsync(deployment, device, cancel), cancelled);
        return reasons.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private async Task<DeviceOutcome> LaterAsync(DesiredDeployment deployment, string device, CancellationToken cancelled)
    {
        try
        {
            DateTimeOffset? succeeded = await EndedAsync(true);
            DateTimeOffset? failed = await EndedAsync(false);
            return succeeded is not null && (failed is null || succeeded > failed) ? DeviceOutcome.Succeeded : DeviceOutcome.Failed;
        }
        catch (OperatorException)
        {
            // Of two results that cannot be compared the one that holds a bad version back counts.
            return DeviceOutcome.Failed;
        }

        async Task<DateTimeOffset?> EndedAsync(bool succeeded) =>
            (await OneAsync(tree.ResultKey(deployment.Name, deployment.Digest, succeeded, device), ResultJson.Read, cancelled))?.Result.Ended;
    }

    private async Task<string> ReasonAsync(DesiredDeployment deployment, string device, CancellationToken cancelled)
    {
        string key = tree.ResultKey(deployment.Name, deployment.Digest, succeeded: false, device);
        try
        {
            DeploymentResult? result = (await OneAsync(key, ResultJson.Read, cancelled))?.Result;
            return result is null ? "its result is gone"
                : result.Message.Length > 0 ? result.Message
                : result.Models.FirstOrDefault(model => model.Reason.Length > 0)?.Reason ?? "it says no reason";
        }
        catch (OperatorException damaged)
        {
            return damaged.Message;
        }
    }

    private async Task<Gathered<T>> GatherAsync<T>(string prefix, Func<ReadOnlyMemory<byte>, T> read, Func<T, string> device, CancellationToken cancelled)
        where T : class
    {
        List<string> keys = [];
        await foreach (string key in store.ListAsync(prefix, MostDevices, cancelled))
        {
            keys.Add(key);
        }

        ConcurrentDictionary<string, T> documents = new(StringComparer.Ordinal);
        ConcurrentBag<string> unreadable = [];
        await EachAsync(keys.Where(key => FleetTree.DeviceOf(key) is not null), ReadAsync, cancelled);
        return new Gathered<T>(documents.ToImmutableSortedDictionary(StringComparer.Ordinal), [.. unreadable.Order(StringComparer.Ordinal)]);

        async Task ReadAsync(string key, CancellationToken cancel)
        {
            string owner = FleetTree.DeviceOf(key)!;
            try
            {
                // It may have been removed since it was listed.
                if (await OneAsync(key, read, cancel) is { } document)
                {
                    _ = device(document) == owner
                        ? documents.TryAdd(owner, document)
                        : throw new OperatorException($"{key} is about another device, \"{Printable.Of(device(document))}\"");
                }
            }
            catch (OperatorException damaged)
            {
                unreadable.Add(damaged.Message);
            }
        }
    }

    private async Task<T?> OneAsync<T>(string key, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancelled)
        where T : class
    {
        try
        {
            DocumentRead found = await store.ReadAsync(key, known: null, FleetFormat.LargestDocument, cancelled);
            return found.Content is { } content ? read(content) : null;
        }
        catch (Exception damaged) when (damaged is DocumentFormatException or DocumentStoreException { Kind: FleetFaultKind.Unusable })
        {
            throw new OperatorException($"{key} cannot be read: {damaged.Message}", damaged);
        }
    }

    private static Task EachAsync(IEnumerable<string> items, Func<string, CancellationToken, Task> act, CancellationToken cancelled) =>
        Parallel.ForEachAsync(
            items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancelled }, async (item, cancel) => await act(item, cancel));
}

/// <summary>Documents of devices, by device.</summary>
/// <param name="Documents">Those that could be read.</param>
/// <param name="Unreadable">What is wrong with the others, a sentence each.</param>
internal sealed record Gathered<T>(ImmutableSortedDictionary<string, T> Documents, ImmutableArray<string> Unreadable);
