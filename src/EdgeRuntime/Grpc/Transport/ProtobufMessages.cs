using System.Buffers;
using EdgeActors.Protocol.Grpc;
using Google.Protobuf;

namespace EdgeActors.Grpc.Transport;

/// <summary>Small messages by way of the generated protobuf classes; tensors take the direct way instead.</summary>
internal static class ProtobufMessages
{
    /// <summary>Reads the request with a generated parser.</summary>
    /// <exception cref="GrpcException">INTERNAL: the bytes are no such message; and as <see cref="UnaryCall.ReadAsync"/>.</exception>
    public static async ValueTask<T> ReadAsync<T>(this UnaryCall call, MessageParser<T> parser)
        where T : IMessage<T>
    {
        using var bytes = new CollectingParser();
        await call.ReadAsync(bytes);
        try
        {
            return parser.ParseFrom(bytes.Message);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new GrpcException(GrpcStatusCode.Internal, "The request message is not valid protobuf for this method.", e);
        }
    }

    /// <summary>Writes one message as the answer.</summary>
    public static void Write(this UnaryCall call, IMessage message)
    {
        call.StartResponse(message.CalculateSize());
        message.WriteTo(call.Body);
    }

    /// <summary>
    /// Collects a message in pooled memory. It grows with what has arrived and not with what the prefix claims, so that
    /// a claim alone costs nothing.
    /// </summary>
    private sealed class CollectingParser : IMessageParser, IDisposable
    {
        private byte[] _bytes = [];
        private int _length;

        public ReadOnlySpan<byte> Message => _bytes.AsSpan(0, _length);

        public void Start(long length)
        {
            // Nothing to prepare: see the summary.
        }

        public SequencePosition Parse(in ReadOnlySequence<byte> bytes, bool last)
        {
            var needed = _length + checked((int)bytes.Length);
            if (needed > _bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _bytes.Length * 2));
                Message.CopyTo(larger);
                Dispose();
                _bytes = larger;
            }

            bytes.CopyTo(_bytes.AsSpan(_length));
            _length = needed;
            return bytes.End;
        }

        public void Dispose()
        {
            if (_bytes.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(_bytes);
            }
        }
    }
}
