using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace EdgeActors.Grpc.Transport;

/// <summary>Decompresses a message while it arrives; neither form is ever held whole, and a bomb ends at the limit.</summary>
internal static class CompressedMessage
{
    /// <summary>What the agent can read, as sent in <c>grpc-accept-encoding</c>.</summary>
    public const string Accepted = "identity,deflate,gzip";

    private const string Gzip = "gzip";
    private const string Deflate = "deflate";
    private const string Identity = "identity";

    // Deflate cannot shrink more than this, so no honest message is larger.
    private const long MaxRatio = 1032;
    private const int FirstBufferBytes = 64 * 1024;

    /// <summary>Whether a request with this <c>grpc-encoding</c> can be read; null means the header is absent.</summary>
    public static bool CanRead(string? encoding) => encoding is null or "" or Identity or Gzip or Deflate;

    public static async ValueTask ReadAsync(PipeReader input, IMessageParser parser, string? encoding, long length, long limit)
    {
        if (encoding is null or "" or Identity)
        {
            throw MessageFaults.NoEncoding();
        }

        using var message = new MessageBodyStream(input, length);
        using Stream plain = encoding == Gzip
            ? new GZipStream(message, CompressionMode.Decompress, leaveOpen: true)
            : new ZLibStream(message, CompressionMode.Decompress, leaveOpen: true);
        parser.Start(Math.Min(limit, (length * MaxRatio) + FirstBufferBytes));
        try
        {
            await FeedAsync(plain, parser, limit);
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException && !message.IsBroken))
        {
            // Decompressors have an IOException of their own, for example for a preset dictionary.
            throw MessageFaults.NotDecompressible(encoding, e);
        }

        await message.SkipRestAsync();
        await MessageReader.ExpectEndAsync(input);
    }

    private static async ValueTask FeedAsync(Stream plain, IMessageParser parser, long limit)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        try
        {
            var (kept, total) = (0, 0L);
            while (true)
            {
                if (kept == buffer.Length)
                {
                    buffer = Grow(buffer);
                }

                var read = await plain.ReadAsync(buffer.AsMemory(kept));
                total += read;
                if (total > limit)
                {
                    throw MessageFaults.DecompressedTooLarge(limit);
                }

                var pending = new ReadOnlySequence<byte>(buffer, 0, kept + read);
                var taken = (int)pending.Slice(0, parser.Parse(pending, last: read == 0)).Length;
                kept = kept + read - taken;
                if (read == 0)
                {
                    return;
                }

                buffer.AsSpan(taken, kept).CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger.AsSpan());
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
