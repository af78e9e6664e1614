using EdgeActors.Deployment;
using EdgeActors.Grpc.Transport;
using EdgeActors.Protocol.Control;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Grpc.Control;

/// <summary>PollFleet: answered when the fleet has answered the agent.</summary>
/// <param name="deployments">Null when this agent fetches no models.</param>
internal sealed class PollFleetMethod(IDeploymentControl? deployments) : IUnaryMethod
{
    /// <inheritdoc />
    public string Path => "/edgeactors.Control/PollFleet";

    /// <inheritdoc />
    public async ValueTask InvokeAsync(UnaryCall call)
    {
        _ = await call.ReadAsync(PollFleetRequest.Parser);
        if (deployments is null)
        {
            throw new GrpcException(
                GrpcStatusCode.FailedPrecondition, "This agent fetches no models; start it with DeploymentEnable, DbEnable and edgeactors_fleet_url.");
        }

        DeploymentProtocol.PollEnded ended = await AskAsync(deployments, call.Aborted);
        call.Write(new PollFleetResponse { Fault = ended.Fault ?? "", Unchanged = ended.IsUnchanged, Deployments = ended.Deployments });
    }

    private static async Task<DeploymentProtocol.PollEnded> AskAsync(IDeploymentControl deployments, CancellationToken aborted)
    {
        try
        {
            return await deployments.PollAsync(aborted);
        }
        catch (OperationCanceledException gone) when (aborted.IsCancellationRequested)
        {
            throw new GrpcException(GrpcStatusCode.Cancelled, "the client gave up waiting for the fleet", gone);
        }
    }
}
