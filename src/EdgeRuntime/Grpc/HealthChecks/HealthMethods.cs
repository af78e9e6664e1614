using EdgeActors.Grpc.Transport;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Protocol.Health;
using static EdgeActors.Protocol.Health.HealthCheckResponse.Types;

namespace EdgeActors.Grpc.HealthChecks;

/// <summary>The status of one service now.</summary>
internal sealed class HealthCheckMethod(ServingStatusBoard board) : IUnaryMethod
{
    public string Path => "/grpc.health.v1.Health/Check";

    public async ValueTask InvokeAsync(UnaryCall call)
    {
        var request = await call.ReadAsync(HealthCheckRequest.Parser);
        if (board.Look(request.Service).Status is not { } status)
        {
            throw new GrpcException(
                GrpcStatusCode.NotFound,
                $"No service '{request.Service}' is known here; ask for '' or '{ServingStatusBoard.AgentService}'.");
        }

        call.Write(new HealthCheckResponse { Status = status });
    }
}

/// <summary>The status of one service now, and again whenever it changes, until the client leaves or the agent stops.</summary>
internal sealed class HealthWatchMethod(ServingStatusBoard board) : IServerStreamingMethod
{
    public string Path => "/grpc.health.v1.Health/Watch";

    public async ValueTask InvokeAsync(UnaryCall call)
    {
        var request = await call.ReadAsync(HealthCheckRequest.Parser);
        var gone = call.Aborted;
        ServingStatus? told = null;
        while (true)
        {
            var (known, changed, stopped) = board.Look(request.Service);
            var status = known ?? ServingStatus.ServiceUnknown;
            if (status != told)
            {
                call.Write(new HealthCheckResponse { Status = status });
                _ = await call.Body.FlushAsync(gone);
                told = status;
            }

            if (stopped)
            {
                throw new GrpcException(GrpcStatusCode.Unavailable, "The agent is stopping.");
            }

            await changed.WaitAsync(gone);
        }
    }
}
