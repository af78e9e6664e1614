using EdgeActors.Fleet;
using Wire = EdgeActors.Protocol.DeploymentJournal;

namespace EdgeActors.Deployment.Journal;

/// <summary>Results of deployments to messages of the journal and back.</summary>
internal static class ResultMapper
{
    public static Wire.Result ToWire(DeploymentResult result) => new()
    {
        Deployment = new Wire.Source { Name = result.Name, Digest = result.Digest },
        Succeeded = result.Succeeded,
        Message = result.Message,
        StartedTicks = result.Started.UtcTicks,
        EndedTicks = result.Ended.UtcTicks,
        RolledBack = result.RolledBack,
        Stopped = result.Stopped,
        Models = { result.Models.Select(ToWire) },
    };

    public static DeploymentResult FromWire(Wire.Result result) => new(
        result.Deployment.Name,
        result.Succeeded,
        result.Message,
        Time(result.StartedTicks),
        Time(result.EndedTicks),
        [.. result.Models.Select(FromWire)])
    {
        Digest = result.Deployment.Digest,
        RolledBack = result.RolledBack,
        Stopped = result.Stopped,
    };

    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    private static Wire.ModelResult ToWire(ModelResult model) => new()
    {
        Handle = model.Handle,
        ModelName = model.ModelName,
        ModelVersion = model.ModelVersion,
        Desired = model.Desired == ModelPresence.Deploy,
        Actual = model.Actual == ModelPresence.Deploy,
        Succeeded = model.Succeeded,
        Reason = model.Reason,
        RollbackFailure = model.RollbackFailure,
    };

    private static ModelResult FromWire(Wire.ModelResult model) => new(
        model.Handle,
        model.ModelName,
        model.ModelVersion,
        Presence(model.Desired),
        Presence(model.Actual),
        model.Succeeded,
        model.Reason,
        model.RollbackFailure);

    private static ModelPresence Presence(bool deployed) => deployed ? ModelPresence.Deploy : ModelPresence.Undeploy;
}
