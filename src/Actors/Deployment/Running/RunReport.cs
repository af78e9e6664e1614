using System.Collections.Immutable;
using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Fleet;

namespace EdgeActors.Deployment.Running;

/// <summary>Words how a deployment ended. Pure.</summary>
internal static class RunReport
{
    /// <summary>Of one that has come to its end, good or bad.</summary>
    /// <param name="state">What held when it began.</param>
    /// <param name="began">What was to be done.</param>
    /// <param name="works">What became of the models that it touched.</param>
    /// <param name="stopped">Why it was stopped; null when it was not.</param>
    /// <param name="isUndone">Whether all of it was undone.</param>
    /// <param name="ended">Now.</param>
    public static DeploymentResult Of(
        DeploymentState state, DeploymentBegan began, IReadOnlyList<ModelWork> works, string? stopped, bool isUndone, DateTimeOffset ended)
    {
        bool succeeded = stopped is null && works.All(static work => work.IsGood);
        string[] faults =
        [
            .. stopped is null ? [] : new[] { stopped },
            .. works.Where(static work => !work.IsGood).Select(static work => $"{work.Handle}: {work.Fault}"),
            .. works.Where(static work => work.UndoFault.Length > 0).Select(static work => $"{work.Handle} could not be put back: {work.UndoFault}"),
        ];
        string message = succeeded ? ""
            : (isUndone ? "nothing of it is kept; " : "what worked of it is kept; ") + string.Join("; ", faults);
        return Ended(
            began,
            succeeded,
            message,
            [.. began.Models.Select(model => Of(state, model, works.FirstOrDefault(work => work.Handle == model.Handle), isUndone))],
            ended) with
        {
            RolledBack = isUndone && works.Any(static work => work.WasInPlace),
            Stopped = stopped is not null,
        };
    }

    /// <summary>Of one that was never begun, or did not come to its end.</summary>
    public static DeploymentResult Of(DeploymentState state, DeploymentBegan began, string message, DeploymentEnd end, DateTimeOffset ended)
    {
        bool succeeded = end == DeploymentEnd.Succeeded;
        return Ended(
            began,
            succeeded,
            message,
            [.. began.Models.Select(model => Model(state, model, Package(state, model), succeeded, model.KeptBecause, ""))],
            ended) with
        {
            Stopped = end == DeploymentEnd.Stopped,
        };
    }

    private static DeploymentResult Ended(
        DeploymentBegan began, bool succeeded, string message, ImmutableArray<ModelResult> models, DateTimeOffset ended) =>
        new(began.Deployment.Name, succeeded, DeploymentTexts.Short(message), began.Started, ended, models) { Digest = began.Deployment.Digest };

    private static StoredPackage? Package(DeploymentState state, WantedModel model) => model.Package is null ? null : state.PackageOf(model.Handle);

    private static ModelResult Of(DeploymentState state, WantedModel model, ModelWork? work, bool isUndone) => work switch
    {
        null => Model(state, model, state.PackageOf(model.Handle), succeeded: true, model.KeptBecause, ""),
        { IsGood: false } => Model(state, model, work.Package, succeeded: false, work.Fault, work.UndoFault, work.IsInPlace),
        _ when isUndone => Model(state, model, work.Package, succeeded: true, "undone with the deployment", work.UndoFault, work.IsInPlace),
        _ => Model(state, model, work.Package, succeeded: true, "", "", isInPlace: true),
    };

    private static ModelResult Model(
        DeploymentState state, WantedModel model, StoredPackage? package, bool succeeded, string reason, string undoFault, bool isInPlace = false)
    {
        bool before = state.PackageOf(model.Handle) is not null;
        return new ModelResult(
            model.Handle,
            package?.Name ?? model.Handle,
            package?.Version ?? "",
            Presence(model.Package is not null),
            Presence(isInPlace ? model.Package is not null : before),
            succeeded,
            reason,
            undoFault);
    }

    private static ModelPresence Presence(bool deployed) => deployed ? ModelPresence.Deploy : ModelPresence.Undeploy;
}
