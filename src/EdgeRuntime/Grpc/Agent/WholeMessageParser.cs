using System.Buffers;
using EdgeActors.Grpc.Transport;
using EdgeActors.Protocol.Grpc;
using Google.Protobuf;

namespace EdgeActors.Grpc.Agent;

/// <summary>Waits for a small message to be complete and decodes it with the generated code.</summary>
internal sealed class WholeMessageParser<T>(int limit) : IMessageParser
    where T : IMessage<T>, new()
{
    /// <summary>The message, once read.</summary>
    public T Message { get; } = new();

    /// <inheritdoc />
    public void Start(long length)
    {
        // The length of a compressed message is an upper bound only; what counts is what arrives.
    }

    /// <inheritdoc />
    public SequencePosition Parse(in ReadOnlySequence<byte> bytes, bool last)
    {
        if (bytes.Length > limit)
        {
            throw new GrpcException(
                GrpcStatusCode.ResourceExhausted,
                $"the request is larger than {limit} bytes, which is more than a name and a path can need");
        }

        if (!last)
        {
            return bytes.Start;
        }

        try
        {
            Message.MergeFrom(bytes);
        }
        catch (InvalidProtocolBufferException fault)
        {
            // INTERNAL, as gRPC's C++ server answers to bytes that its generated code cannot decode.
            throw new GrpcException(GrpcStatusCode.Internal, $"the request message cannot be decoded: {fault.Message}", fault);
        }

        return bytes.End;
    }
}
