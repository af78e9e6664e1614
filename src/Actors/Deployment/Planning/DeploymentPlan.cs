using System.Collections.Immutable;
using EdgeActors.Deployment.Checking;
using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Fleet;

namespace EdgeActors.Deployment.Planning;

/// <summary>
/// What to do next, so that the device becomes what the fleet wants. One step at a time: after each the plan is made anew from what then holds. Pure.
/// <list type="bullet">
/// <item>Of deployments that say something about one handle the last holds, as long as it holds at all: it has brought what is there, or it is ordered to
/// run and has not failed.</item>
/// <item>Contents that failed are not tried again before they change. What was stopped or taken back is, when it is ordered to run.</item>
/// <item>A handle that no deployment mentions any more keeps what it has.</item>
/// </list>
/// </summary>
internal static class DeploymentPlan
{
    /// <summary>The next step, or null when there is none.</summary>
    public static IPlanStep? Next(DeploymentState state, ImmutableArray<CheckedDeployment> desired, DeploymentOptions options) =>
        state.Active is { } active
            ? Stop(active, desired)
            : desired.Select(one => (IPlanStep?)Refusal(state, one) ?? TakingBack(state, one)).FirstOrDefault(static step => step is not null)
                ?? Enumerable.Range(0, desired.Length).Select(i => Beginning(state, desired, i, options)).FirstOrDefault(static step => step is not null);

    private static StopStep? Stop(ActiveDeployment active, ImmutableArray<CheckedDeployment> desired)
    {
        CheckedDeployment? wanted = desired.FirstOrDefault(one => one.Source.Name == active.Began.Deployment.Name);
        return wanted switch
        {
            null => new StopStep("the fleet does not want it on this device any more"),
            { Source: var source } when source != active.Began.Deployment => new StopStep("the fleet has changed it"),
            { Order: DeploymentOrder.Abort } => new StopStep("the fleet ordered to stop it"),
            { Order: DeploymentOrder.RollBack } => new StopStep("the fleet ordered to take it back"),
            _ => null,
        };
    }

    private static RefuseStep? Refusal(DeploymentState state, CheckedDeployment one) =>
        one.Fault is { } fault && state.EndOf(one.Source) != DeploymentEnd.Failed ? new RefuseStep(one.Source, fault) : null;

    // Once: what could not be taken back is reported, and not tried again before the fleet has ordered something else.
    private static TakeBackStep? TakingBack(DeploymentState state, CheckedDeployment one)
    {
        if (one.Order != DeploymentOrder.RollBack || state.EndOf(one.Source) == DeploymentEnd.TakenBack)
        {
            return null;
        }

        ImmutableArray<string> handles = [.. state.Models.Keys.Where(handle => state.IsFrom(handle, one.Source))];
        return handles.IsEmpty ? null : new TakeBackStep(one.Source, handles);
    }

    private static IPlanStep? Beginning(DeploymentState state, ImmutableArray<CheckedDeployment> desired, int index, DeploymentOptions options)
    {
        CheckedDeployment one = desired[index];
        if (one.Order != DeploymentOrder.Run || one.Fault is not null || state.EndOf(one.Source) == DeploymentEnd.Failed)
        {
            return null;
        }

        ImmutableArray<WantedModel> models =
            [.. one.Models.Select(model => new WantedModel(model.Handle, model.Package, KeptBecause(state, desired, index, model.Handle)))];
        if (models.Any(static model => model.IsTouched))
        {
            int after = state.Models.Keys.Union(models.Where(static model => model.IsTouched).Select(static model => model.Handle)).Count();
            return after <= options.MaxInstalled
                ? new BeginStep(one.Source, one.RollsBack, models)
                : new RefuseStep(one.Source, $"with it the device would have {after} deployed handles; {options.MaxInstalled} are allowed");
        }

        return state.EndOf(one.Source) == DeploymentEnd.Succeeded ? null : new NothingToDoStep(one.Source, models);
    }

    private static string KeptBecause(DeploymentState state, ImmutableArray<CheckedDeployment> desired, int index, string handle)
    {
        CheckedDeployment? later = desired.Skip(index + 1).LastOrDefault(other => Holds(state, other, handle));
        return later is not null ? $"deployment {later.Source.Name} holds for it"
            : state.IsFrom(handle, desired[index].Source) ? "it is there already"
            : "";
    }

    private static bool Holds(DeploymentState state, CheckedDeployment one, string handle) =>
        one.Find(handle) is not null
        && (state.IsFrom(handle, one.Source)
            || (one.Order == DeploymentOrder.Run && one.Fault is null && state.EndOf(one.Source) != DeploymentEnd.Failed));
}
