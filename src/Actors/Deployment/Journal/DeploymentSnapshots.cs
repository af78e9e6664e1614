using EdgeActors.Deployment.Ledger;
using Wire = EdgeActors.Protocol.DeploymentJournal;

namespace EdgeActors.Deployment.Journal;

/// <summary>The whole state to a message and back.</summary>
internal static class DeploymentSnapshots
{
    public static Wire.Snapshot ToWire(DeploymentState state) => new()
    {
        Revision = state.Revision,
        Models = { state.Models.Select(static one => ToWire(one.Key, one.Value)) },
        Active = state.Active is { } active ? ToWire(active) : null,
        Outcomes = { state.Outcomes.Select(static one => new Wire.Outcome { Deployment = DeploymentMapper.ToWire(one.Source), End = (int)one.End }) },
        Unreported = { state.Unreported.Select(ResultMapper.ToWire) },
    };

    public static DeploymentState FromWire(Wire.Snapshot snapshot) => new()
    {
        Revision = snapshot.Revision,
        Models = DeploymentState.Empty.Models.AddRange(snapshot.Models.Select(
            static one => KeyValuePair.Create(one.Handle, new InstalledModel(FromWire(one.Current), one.Previous is { } before ? FromWire(before) : null)))),
        Active = snapshot.Active is { } active ? FromWire(active) : null,
        Outcomes = [.. snapshot.Outcomes.Select(static one => new KnownOutcome(DeploymentMapper.FromWire(one.Deployment), (DeploymentEnd)one.End))],
        Unreported = [.. snapshot.Unreported.Select(ResultMapper.FromWire)],
    };

    private static Wire.InstalledModel ToWire(string handle, InstalledModel model) => new()
    {
        Handle = handle,
        Current = ToWire(model.Current),
        Previous = model.Previous is { } previous ? ToWire(previous) : null,
    };

    private static Wire.Installation ToWire(Installation one) => new()
    {
        Package = DeploymentMapper.ToWire(one.Package),
        By = DeploymentMapper.ToWire(one.By),
    };

    private static Installation FromWire(Wire.Installation one) => new(DeploymentMapper.FromWire(one.Package), DeploymentMapper.FromWire(one.By));

    private static Wire.Active ToWire(ActiveDeployment active) => new()
    {
        Began = DeploymentMapper.ToWire(active.Began),
        Phase = (int)active.Phase,
        Packages = { active.Packages.Select(DeploymentMapper.ToWire) },
        Interruptions = active.Interruptions,
    };

    private static ActiveDeployment FromWire(Wire.Active active) => new(
        DeploymentMapper.FromWire(active.Began), (RunPhase)active.Phase, DeploymentMapper.FromWire(active.Packages), active.Interruptions);
}
