using System.Collections.Immutable;
using EdgeActors.Fleet.Documents;

namespace EdgeActors.Fleet.Operating;

/// <summary>Looks for what has had its day in a fleet's tree, and removes it.</summary>
/// <param name="records">The fleet.</param>
/// <param name="unfinished">Finds what writers left unfinished for longer than <see cref="LongestWrite"/>.</param>
internal sealed class Sweeping(FleetRecords records, Func<CancellationToken, Task<IReadOnlyCollection<string>>> unfinished)
{
    /// <summary>Whoever writes a file of the tree for longer has died; its clock may be hours from this one.</summary>
    public static readonly TimeSpan LongestWrite = TimeSpan.FromDays(1);

    private const int MostKeys = 10_000_000;

    /// <summary>
    /// What may go. Packages are listed before the deployments are read: a package that is put while this looks is in no list, and one that was put
    /// before and whose deployment is being written is put again by whoever writes it (docs/fleet-operator.md).
    /// </summary>
    /// <param name="deployments">Chooses the deployments.</param>
    /// <param name="cancelled">Ends the call.</param>
    public async Task<PrunePlan> LookAsync(Func<PruneRules, ImmutableArray<string>> deployments, CancellationToken cancelled)
    {
        List<string> packages = await KeysAsync(records.Tree.Packages, cancelled);
        List<string> heartbeats = await KeysAsync(records.Tree.Heartbeats, cancelled);
        List<string> results = await KeysAsync(records.Tree.AllResults, cancelled);
        HashSet<string> devices = await records.ActiveDevicesAsync(cancelled);
        DesiredDocument desired = await records.DesiredAsync(cancelled) ?? DesiredDocument.None(records.Tree.Fleet);
        PruneRules rules = new(records.Tree, desired);
        return rules.Plan(deployments(rules), packages, heartbeats, results, devices) with { Unfinished = [.. await unfinished(cancelled)] };
    }

    /// <summary>Removes documents and packages.</summary>
    public Task RemoveAsync(IEnumerable<string> keys, CancellationToken cancelled) => Parallel.ForEachAsync(
        keys,
        new ParallelOptions { MaxDegreeOfParallelism = FleetRecords.AtOnce, CancellationToken = cancelled },
        async (key, cancel) => await records.Store.RemoveAsync(key, cancel));

    private async Task<List<string>> KeysAsync(string prefix, CancellationToken cancelled)
    {
        List<string> keys = [];
        await foreach (string key in records.Store.ListAsync(prefix, MostKeys, cancelled))
        {
            keys.Add(key);
        }

        return keys;
    }
}
