using System.Collections.Immutable;
using EdgeActors.Deployment.Checking;
using EdgeActors.Deployment.Journal;
using EdgeActors.Fleet;

namespace EdgeActors.Deployment.Ledger;

/// <summary>What each event makes of the state. Pure and total: an event that does not fit changes nothing.</summary>
internal static class DeploymentTransitions
{
    public static DeploymentState Apply(this DeploymentState state, IDeploymentEvent happened, DeploymentOptions limits) => happened switch
    {
        DesiredSeen e => Seen(state, e, limits),
        DeploymentBegan e => state with { Active = new ActiveDeployment(e, RunPhase.Fetching, [], 0) },
        PackagesFetched e => With(state, active => active with { Phase = RunPhase.Trying, Packages = e.Packages }),
        PublishBegan => With(state, static active => active with { Phase = RunPhase.Published }),
        RunInterrupted => With(state, static active => active with { Phase = RunPhase.Trying, Interruptions = active.Interruptions + 1 }),
        DeploymentCommitted e => Ended(Installed(state, e), e.Result, e.Result.Succeeded ? DeploymentEnd.Succeeded : DeploymentEnd.Failed, limits),
        DeploymentEnded e => Ended(state, e.Result, e.End, limits),
        DeploymentTakenBack e => Ended(
            state with { Models = e.Handles.Aggregate(state.Models, Back) }, e.Result, DeploymentEnd.TakenBack, limits),
        ModelDamaged e => state with { Models = Damaged(state.Models, e.Handle) },
        ReportHandedOver e => state with { Unreported = state.Unreported.RemoveAll(one => SourceOf(one) == e.Deployment) },
        _ => state,
    };

    /// <summary>Whether a desired state is worth an event: most polls tell nothing new.</summary>
    public static bool IsChangedBy(this DeploymentState state, DesiredSeen seen, DeploymentOptions limits)
    {
        DeploymentState after = Seen(state, seen, limits);
        return after.Revision != state.Revision || after.Outcomes.Length != state.Outcomes.Length || after.Models.Count != state.Models.Count;
    }

    /// <summary>The contents that a result is about.</summary>
    public static DeploymentSource SourceOf(DeploymentResult result) => new(result.Name, result.Digest);

    // What is in the document stays; of the rest the newest few do. A handle that was left empty by a deployment of the past is like any other empty one.
    private static DeploymentState Seen(DeploymentState state, DesiredSeen seen, DeploymentOptions limits)
    {
        HashSet<string> names = [.. seen.Names];
        int others = state.Outcomes.Count(one => !names.Contains(one.Source.Name));
        int tooMany = Math.Max(0, others - limits.RememberedOutcomes);
        ImmutableArray<KnownOutcome> kept = [.. state.Outcomes.Where(one => names.Contains(one.Source.Name) || tooMany-- <= 0)];
        IEnumerable<string> forgotten = state.Models
            .Where(model => model.Value.Current.Package is null && !names.Contains(model.Value.Current.By.Name))
            .Select(static model => model.Key);
        return state with { Revision = Math.Max(state.Revision, seen.Revision), Outcomes = kept, Models = state.Models.RemoveRange(forgotten) };
    }

    private static DeploymentState With(DeploymentState state, Func<ActiveDeployment, ActiveDeployment> change) =>
        state.Active is { } active ? state with { Active = change(active) } : state;

    private static DeploymentState Installed(DeploymentState state, DeploymentCommitted committed)
    {
        DeploymentSource source = SourceOf(committed.Result);
        return state with
        {
            Models = committed.Models.Aggregate(state.Models, (models, one) => models.SetItem(
                one.Handle, new InstalledModel(new Installation(one.Package, source), models.GetValueOrDefault(one.Handle)?.Current))),
        };
    }

    private static DeploymentState Ended(DeploymentState state, DeploymentResult result, DeploymentEnd end, DeploymentOptions limits)
    {
        DeploymentSource source = SourceOf(result);
        ImmutableArray<DeploymentResult> unreported =
            [.. state.Unreported.Where(one => SourceOf(one) != source).Append(result).TakeLast(limits.MaxUnreported)];
        return state with
        {
            Active = state.Active?.Began.Deployment == source ? null : state.Active,
            Outcomes = [.. state.Outcomes.Where(one => one.Source.Name != source.Name), new KnownOutcome(source, end)],
            Unreported = unreported,
        };
    }

    private static ImmutableSortedDictionary<string, InstalledModel> Back(ImmutableSortedDictionary<string, InstalledModel> models, string handle) =>
        models.GetValueOrDefault(handle)?.Previous is { } previous
            ? models.SetItem(handle, new InstalledModel(previous, null))
            : models.Remove(handle);

    private static ImmutableSortedDictionary<string, InstalledModel> Damaged(
        ImmutableSortedDictionary<string, InstalledModel> models, string handle) =>
        models.GetValueOrDefault(handle)?.Previous is { Package: not null } ? Back(models, handle) : models.Remove(handle);
}
