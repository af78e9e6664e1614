using System.Collections.Immutable;
using EdgeActors.Deployment.Checking;
using EdgeActors.Deployment.Journal;
using EdgeActors.Fleet;

namespace EdgeActors.Deployment.Ledger;

/// <summary>
/// What the journal says about deployments on this device. <see cref="Models"/> is the truth about what is loaded: a start loads these and no others,
/// whatever was going on when the process ended.
/// </summary>
internal sealed record DeploymentState : IDeploymentRecord
{
    /// <summary>Of a device that has never heard of a deployment.</summary>
    public static DeploymentState Empty { get; } = new();

    /// <summary>The highest revision that was seen.</summary>
    public long Revision { get; init; }

    /// <summary>What holds, by handle.</summary>
    public ImmutableSortedDictionary<string, InstalledModel> Models { get; init; } =
        ImmutableSortedDictionary.Create<string, InstalledModel>(StringComparer.Ordinal);

    /// <summary>The deployment that is being brought about, or null.</summary>
    public ActiveDeployment? Active { get; init; }

    /// <summary>How known deployments ended, one per name, the oldest first.</summary>
    public ImmutableArray<KnownOutcome> Outcomes { get; init; } = [];

    /// <summary>Results that the heartbeats have not taken over yet, the oldest first.</summary>
    public ImmutableArray<DeploymentResult> Unreported { get; init; } = [];

    /// <summary>How these contents ended; null when they have not, or are not known.</summary>
    public DeploymentEnd? EndOf(DeploymentSource source) => Outcomes.FirstOrDefault(one => one.Source == source)?.End;

    /// <summary>Whether what is under the handle was brought by these contents.</summary>
    public bool IsFrom(string handle, DeploymentSource source) => Models.TryGetValue(handle, out InstalledModel? model) && model.Current.By == source;

    /// <summary>The package under a handle, or null.</summary>
    public StoredPackage? PackageOf(string handle) => Models.GetValueOrDefault(handle)?.Current.Package;

    /// <summary>The same with each package where it lies now.</summary>
    public DeploymentState Located(Func<StoredPackage, StoredPackage> now) => this with
    {
        Models = Models.SetItems(Models.Select(one => KeyValuePair.Create(
            one.Key, new InstalledModel(one.Value.Current.Located(now), one.Value.Previous?.Located(now))))),
        Active = Active is null ? null : Active with
        {
            Packages = [.. Active.Packages.Select(one => one with { Package = one.Package is null ? null : now(one.Package) })],
        },
    };

    /// <summary>Folders that must not be swept.</summary>
    public ImmutableHashSet<string> Folders() =>
    [
        .. Models.Values.SelectMany(static model => new[] { model.Current.Package, model.Previous?.Package })
            .Concat(Active is { } active ? active.Packages.Select(static one => one.Package) : [])
            .Where(static package => package is not null)
            .Select(static package => package!.Folder),
    ];
}

/// <summary>A package and the deployment that brought it.</summary>
/// <param name="Package">Null when the deployment left the handle empty.</param>
/// <param name="By">Which one.</param>
internal sealed record Installation(StoredPackage? Package, DeploymentSource By)
{
    /// <summary>The same with the package where it lies now.</summary>
    public Installation Located(Func<StoredPackage, StoredPackage> now) => this with { Package = Package is null ? null : now(Package) };
}

/// <summary>What holds under a handle, and what held before it.</summary>
/// <param name="Current">What holds.</param>
/// <param name="Previous">What to go back to; null when nothing is known of it, so that going back leaves the handle empty.</param>
internal sealed record InstalledModel(Installation Current, Installation? Previous);

/// <summary>How far a deployment has come.</summary>
internal enum RunPhase
{
    /// <summary>Packages are being fetched.</summary>
    Fetching,

    /// <summary>Packages are there; models are loaded and tried unseen.</summary>
    Trying,

    /// <summary>Clients may see the new models; they are being watched.</summary>
    Published,
}

/// <summary>A deployment that is being brought about.</summary>
/// <param name="Began">What is to be done.</param>
/// <param name="Phase">How far it has come.</param>
/// <param name="Packages">Fetched packages, from <see cref="RunPhase.Trying"/> on.</param>
/// <param name="Interruptions">How often it was cut off while it was tried.</param>
internal sealed record ActiveDeployment(DeploymentBegan Began, RunPhase Phase, ImmutableArray<HandlePackage> Packages, int Interruptions);

/// <summary>How a deployment has ended.</summary>
internal enum DeploymentEnd
{
    /// <summary>It holds, or there was nothing to do.</summary>
    Succeeded,

    /// <summary>It failed or was at fault: not tried again before its contents change.</summary>
    Failed,

    /// <summary>The fleet stopped it: tried again when the fleet orders so.</summary>
    Stopped,

    /// <summary>It held and was taken back: tried again when the fleet orders so.</summary>
    TakenBack,
}

/// <summary>A deployment's end.</summary>
internal sealed record KnownOutcome(DeploymentSource Source, DeploymentEnd End);
