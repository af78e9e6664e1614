using System.Collections.Immutable;
using EdgeActors.Fleet.Documents;

namespace EdgeActors.Fleet.Operating;

/// <summary>What of a fleet's tree has had its day.</summary>
/// <param name="Deployments">Names of deployments that have ended and that nothing rests on.</param>
/// <param name="Packages">Keys of packages and signatures that no deployment names.</param>
/// <param name="Heartbeats">Keys of heartbeats of devices that are not registered or not active.</param>
/// <param name="Results">Keys of results of deployments, or contents of them, that are gone.</param>
internal sealed record PrunePlan(
    ImmutableArray<string> Deployments, ImmutableArray<string> Packages, ImmutableArray<string> Heartbeats, ImmutableArray<string> Results)
{
    /// <summary>Keys of files that writers in a shared folder left unfinished. Default none.</summary>
    public ImmutableArray<string> Unfinished { get; init; } = [];

    /// <summary>Keys that would be removed.</summary>
    public ImmutableArray<string> Keys => [.. Packages, .. Heartbeats, .. Results, .. Unfinished];
}

/// <summary>Decides what may go. Pure.</summary>
/// <param name="tree">Keys of the fleet.</param>
/// <param name="desired">What is desired now.</param>
internal sealed class PruneRules(FleetTree tree, DesiredDocument desired)
{
    /// <summary>
    /// Deployments that may go: nothing of them is at work, their last change is <paramref name="age"/> ago, and either they are not in force (no stage
    /// was DEPLOYED, or they were aborted or rolled back), or later ones that are DEPLOYED on the whole fleet decide on each of their handles. One that
    /// was never started stays, and so does the newest word on a handle: devices that come late still have to hear it.
    /// </summary>
    public ImmutableArray<string> Finished(TimeSpan age, DateTimeOffset now) =>
    [
        .. desired.Deployments.Where((one, index) =>
            LastChange(one) is { } changed && now - changed >= age && !IsAtWork(one) && (!IsInForce(one) || IsSuperseded(one, index))).Select(one => one.Name),
    ];

    /// <summary>The named deployments; none of them may be at work.</summary>
    /// <exception cref="OperatorException">One is at work or unknown.</exception>
    public ImmutableArray<string> Named(IEnumerable<string> names) =>
    [
        .. names.Distinct(StringComparer.Ordinal).Select(name => IsAtWork(RollOut.Find(desired, name))
            ? throw new OperatorException($"deployment \"{name}\" has a stage at work; stop it first: edgeactors fleet stop {name}")
            : name),
    ];

    /// <summary>What is to go when <paramref name="deployments"/> do.</summary>
    /// <param name="deployments">Their names.</param>
    /// <param name="packages">All keys of packages and signatures.</param>
    /// <param name="heartbeats">All keys of heartbeats.</param>
    /// <param name="results">All keys of results.</param>
    /// <param name="devices">Devices that are registered and active.</param>
    public PrunePlan Plan(
        ImmutableArray<string> deployments, IEnumerable<string> packages, IEnumerable<string> heartbeats, IEnumerable<string> results,
        IReadOnlySet<string> devices)
    {
        DesiredDeployment[] staying = [.. desired.Deployments.Where(one => !deployments.Contains(one.Name))];
        HashSet<string> named = new(
            staying.SelectMany(one => one.Definitions).Select(one => tree.PackageKey(one.Url)).OfType<string>().SelectMany(
                key => (string[])[key, FleetTree.SignatureKey(key)]),
            StringComparer.Ordinal);
        string[] places = [.. staying.Select(one => tree.Results(one.Name, one.Digest))];
        return new PrunePlan(
            deployments,
            [.. packages.Where(key => !named.Contains(key))],
            [.. heartbeats.Where(key => FleetTree.DeviceOf(key) is { } device && !devices.Contains(device))],
            [.. results.Where(key => !places.Any(place => key.StartsWith(place, StringComparison.Ordinal)))]);
    }

    private static bool IsAtWork(DesiredDeployment one) =>
        one.Order == StandingOrder.Run && one.Stages.Any(stage => stage.State is StageState.InProgress or StageState.Stopping);

    private static bool IsInForce(DesiredDeployment one) => one.Order == StandingOrder.Run && one.Stages.Any(stage => stage.State == StageState.Deployed);

    private static DateTimeOffset? LastChange(DesiredDeployment one) => one.Stages.Max(stage => stage.Ended ?? stage.Started);

    private bool IsSuperseded(DesiredDeployment one, int index)
    {
        HashSet<string> decided = new(
            desired.Deployments.Skip(index + 1).Where(IsOnWholeFleet).SelectMany(later => later.Definitions).Select(model => model.Handle), StringComparer.Ordinal);
        return one.Definitions.All(model => decided.Contains(model.Handle));
    }

    private static bool IsOnWholeFleet(DesiredDeployment one) =>
        one.Order == StandingOrder.Run
        && one.Stages.All(stage => stage.State == StageState.Deployed)
        && one.Stages.Any(stage => stage.Selection is DeviceSelection.Percentage { Percent: 100 });
}
