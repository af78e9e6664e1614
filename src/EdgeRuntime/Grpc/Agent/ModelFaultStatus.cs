using EdgeActors.Models;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Grpc.Agent;

/// <summary>The one table from the domain's faults to gRPC's status codes.</summary>
internal static class ModelFaultStatus
{
    public static GrpcStatusCode CodeOf(FaultCode code) => code switch
    {
        FaultCode.NotFound => GrpcStatusCode.NotFound,
        FaultCode.AlreadyExists => GrpcStatusCode.AlreadyExists,
        FaultCode.InvalidArgument => GrpcStatusCode.InvalidArgument,
        FaultCode.FailedPrecondition => GrpcStatusCode.FailedPrecondition,
        FaultCode.ResourceExhausted => GrpcStatusCode.ResourceExhausted,
        FaultCode.DeadlineExceeded => GrpcStatusCode.DeadlineExceeded,
        FaultCode.Cancelled => GrpcStatusCode.Cancelled,
        FaultCode.Unavailable => GrpcStatusCode.Unavailable,
        FaultCode.Internal => GrpcStatusCode.Internal,
        _ => GrpcStatusCode.Unknown,
    };

    public static GrpcException ToException(ModelFault fault, Exception? cause = null) =>
        new(CodeOf(fault.Code), fault.Message, cause) { RetryAfter = fault.RetryAfter };
}
