using EdgeActors.Grpc.Transport;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Grpc.Agent;

/// <summary>CaptureData and GetCaptureDataStatus: part of the API, but this agent captures nothing.</summary>
internal sealed class CaptureMethod(string name) : IUnaryMethod
{
    /// <inheritdoc />
    public string Path { get; } = AgentMethods.PathOf(name);

    /// <inheritdoc />
    public async ValueTask InvokeAsync(UnaryCall call)
    {
        await call.ReadAsync(new DiscardingParser());
        throw new GrpcException(
            GrpcStatusCode.Unimplemented,
            $"{name} is not available: this version of the agent serves predictions and captures no data; nothing was stored");
    }
}
