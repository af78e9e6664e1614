using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Grpc.Transport;

/// <summary>The request broke off: its client reset it, went away, or broke the rules of HTTP/2. No fault of the agent.</summary>
internal sealed class RequestBrokenException(Exception cause) : OperationCanceledException("The request broke off.", cause);

/// <summary>What can be wrong with a message, each with its status.</summary>
internal static class MessageFaults
{
    public static GrpcException Missing() =>
        new(GrpcStatusCode.Internal, "The call ended without a request message; send exactly one, even when it has no fields.");

    public static GrpcException CutShort() =>
        new(GrpcStatusCode.Internal, "The request message is shorter than its length prefix says.");

    public static GrpcException MoreThanOne() =>
        new(GrpcStatusCode.Unimplemented, "More bytes follow the request message; this method takes exactly one message.");

    public static GrpcException BadFlag(byte flag) =>
        new(GrpcStatusCode.Internal, $"The compression flag of the request message is {flag}; only 0 and 1 have a meaning.");

    public static GrpcException RequestTooLarge(long length, long limit) => new(
        GrpcStatusCode.ResourceExhausted,
        $"The request message is {length} bytes, over the agent's limit of {limit}; start the agent with a larger -m, or use shared memory.");

    public static GrpcException DecompressedTooLarge(long limit) => new(
        GrpcStatusCode.ResourceExhausted,
        $"The request message decompresses to more than the agent's limit of {limit} bytes; start the agent with a larger -m.");

    public static GrpcException ResponseTooLarge(long length, long limit) => new(
        GrpcStatusCode.ResourceExhausted,
        $"The answer is {length} bytes, over the agent's limit of {limit}; start the agent with a larger -m.");

    public static GrpcException NoEncoding() => new(
        GrpcStatusCode.Internal,
        "The request message is flagged as compressed, but the grpc-encoding header names no compression.");

    public static GrpcException NotDecompressible(string encoding, Exception cause) => new(
        GrpcStatusCode.Internal, $"The request message is not valid {encoding} data.", cause);
}
