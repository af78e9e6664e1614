using System.Buffers;
using EdgeActors.Grpc.Transport;

namespace EdgeActors.Grpc.Agent;

/// <summary>Takes a message and keeps nothing, so that the client can finish sending before it is told no.</summary>
internal sealed class DiscardingParser : IMessageParser
{
    /// <inheritdoc />
    public void Start(long length)
    {
        // Nothing depends on the length.
    }

    /// <inheritdoc />
    public SequencePosition Parse(in ReadOnlySequence<byte> bytes, bool last) => bytes.End;
}
