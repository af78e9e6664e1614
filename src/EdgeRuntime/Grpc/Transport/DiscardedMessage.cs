using System.Buffers;

namespace EdgeActors.Grpc.Transport;

/// <summary>Takes a message whose call is refused whatever it says: not one byte is copied.</summary>
internal sealed class DiscardedMessage : IMessageParser
{
    /// <summary>The only value; it keeps nothing.</summary>
    public static DiscardedMessage Instance { get; } = new();

    /// <inheritdoc />
    public void Start(long length)
    {
    }

    /// <inheritdoc />
    public SequencePosition Parse(in ReadOnlySequence<byte> bytes, bool last) => bytes.End;
}
