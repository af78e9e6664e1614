using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Grpc.Transport;

/// <summary>Reads the one message of a request from its body, straight from the connection's buffers into the parser.</summary>
internal static class MessageReader
{
    /// <summary>Reads exactly one message and the end of the request behind it.</summary>
    /// <param name="input">The request's body.</param>
    /// <param name="parser">Takes the message.</param>
    /// <param name="encoding">The request's <c>grpc-encoding</c>, or null.</param>
    /// <param name="limit">Largest message in bytes, before and after decompression.</param>
    /// <exception cref="GrpcException">The request is not exactly one message within the limit.</exception>
    /// <exception cref="OperationCanceledException">The read was cancelled: the call is over.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public static async ValueTask ReadAsync(PipeReader input, IMessageParser parser, string? encoding, long limit)
    {
        try
        {
            var (compressed, length) = await ReadPrefixAsync(input);
            if (length > limit)
            {
                throw MessageFaults.RequestTooLarge(length, limit);
            }

            await (compressed
                ? CompressedMessage.ReadAsync(input, parser, encoding, length, limit)
                : ReadPlainAsync(input, parser, length));
        }
        catch (IOException e)
        {
            throw new RequestBrokenException(e);
        }
    }

    /// <summary>Reads on to the end of the request and refuses anything more in it.</summary>
    public static async ValueTask ExpectEndAsync(PipeReader input)
    {
        ReadResult result;
        do
        {
            result = await input.ReadAsync();
            ThrowIfOver(result);
            if (!result.Buffer.IsEmpty)
            {
                throw MessageFaults.MoreThanOne();
            }

            input.AdvanceTo(result.Buffer.End);
        }
        while (!result.IsCompleted);
    }

    public static void ThrowIfOver(in ReadResult result)
    {
        if (result.IsCanceled)
        {
            throw new OperationCanceledException("The call is over.");
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<(bool Compressed, long Length)> ReadPrefixAsync(PipeReader input)
    {
        while (true)
        {
            var result = await input.ReadAsync();
            ThrowIfOver(result);
            var buffer = result.Buffer;
            if (buffer.Length >= GrpcFrame.PrefixBytes)
            {
                var prefix = ReadPrefix(buffer);
                input.AdvanceTo(buffer.GetPosition(GrpcFrame.PrefixBytes));
                return prefix;
            }

            if (result.IsCompleted)
            {
                throw buffer.IsEmpty ? MessageFaults.Missing() : MessageFaults.CutShort();
            }

            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static (bool Compressed, long Length) ReadPrefix(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> prefix = stackalloc byte[GrpcFrame.PrefixBytes];
        buffer.Slice(0, GrpcFrame.PrefixBytes).CopyTo(prefix);
        var (flag, length) = GrpcFrame.ReadPrefix(prefix);
        return flag <= 1 ? (flag == 1, length) : throw MessageFaults.BadFlag(flag);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask ReadPlainAsync(PipeReader input, IMessageParser parser, long length)
    {
        parser.Start(length);
        if (length == 0)
        {
            _ = parser.Parse(ReadOnlySequence<byte>.Empty, last: true);
            await ExpectEndAsync(input);
            return;
        }

        while (true)
        {
            var result = await input.ReadAsync();
            ThrowIfOver(result);
            var buffer = result.Buffer;
            var last = buffer.Length >= length;
            if (buffer.Length > length)
            {
                throw MessageFaults.MoreThanOne();
            }

            if (!last && result.IsCompleted)
            {
                throw MessageFaults.CutShort();
            }

            var taken = parser.Parse(buffer, last);
            length -= buffer.Slice(0, taken).Length;
            input.AdvanceTo(taken, buffer.End);
            if (last)
            {
                if (!result.IsCompleted)
                {
                    await ExpectEndAsync(input);
                }

                return;
            }
        }
    }
}
