using EdgeActors.Capture;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Grpc.Agent.Capture;

/// <summary>The one table from refusals of captures to gRPC's status codes.</summary>
internal static class CaptureRefusalStatus
{
    public static GrpcStatusCode CodeOf(CaptureRefusal reason) => reason switch
    {
        CaptureRefusal.DuplicateId => GrpcStatusCode.AlreadyExists,
        CaptureRefusal.Full => GrpcStatusCode.ResourceExhausted,
        CaptureRefusal.FutureTimestamp => GrpcStatusCode.OutOfRange,
        CaptureRefusal.Malformed => GrpcStatusCode.InvalidArgument,
        CaptureRefusal.UnknownModel => GrpcStatusCode.NotFound,
        CaptureRefusal.CloudUnreachable => GrpcStatusCode.FailedPrecondition,
        CaptureRefusal.NotStored => GrpcStatusCode.Internal,
        CaptureRefusal.Unavailable => GrpcStatusCode.Unavailable,
        _ => GrpcStatusCode.Unknown,
    };

    public static GrpcException ToException(CaptureProtocol.CaptureRefused refused) =>
        new(CodeOf(refused.Reason), refused.Message) { RetryAfter = refused.RetryAfter };
}
