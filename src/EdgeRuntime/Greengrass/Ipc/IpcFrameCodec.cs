using System.Buffers;
using System.Buffers.Binary;
using EdgeActors.Storage.Checksums;

namespace EdgeActors.Greengrass.Ipc;

/// <summary>
/// A frame as bytes, all numbers big-endian: length of all and of the headers, their checksum, headers, payload, checksum of all before.
/// What cannot be read ends in an <see cref="IpcException"/>, never elsewhere, and lengths are checked before memory is taken.
/// </summary>
internal static class IpcFrameCodec
{
    /// <summary>Bytes that tell how long the frame is.</summary>
    public const int PreludeBytes = 3 * sizeof(uint);

    private const int LengthsBytes = 2 * sizeof(uint);
    private const int LeastBytes = PreludeBytes + sizeof(uint);

    /// <summary>The frame's bytes.</summary>
    public static byte[] Encode(IpcFrame frame)
    {
        ArrayBufferWriter<byte> headers = new();
        IpcHeaders.Write(headers, frame);
        int length = LeastBytes + headers.WrittenCount + frame.Payload.Length;
        byte[] bytes = new byte[length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(sizeof(uint)), headers.WrittenCount);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(LengthsBytes), Crc32.Of(bytes.AsSpan(0, LengthsBytes)));
        headers.WrittenSpan.CopyTo(bytes.AsSpan(PreludeBytes));
        frame.Payload.Span.CopyTo(bytes.AsSpan(PreludeBytes + headers.WrittenCount));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(length - sizeof(uint)), Crc32.Of(bytes.AsSpan(0, length - sizeof(uint))));
        return bytes;
    }

    /// <summary>Bytes of the frame that begins so, at most <paramref name="most"/>.</summary>
    public static int LengthOf(ReadOnlySpan<byte> prelude, int most)
    {
        uint length = BinaryPrimitives.ReadUInt32BigEndian(prelude);
        uint headers = BinaryPrimitives.ReadUInt32BigEndian(prelude[sizeof(uint)..]);
        if (BinaryPrimitives.ReadUInt32BigEndian(prelude[LengthsBytes..]) != Crc32.Of(prelude[..LengthsBytes]))
        {
            throw new IpcException("what it sent is no frame: the checksum of its beginning is wrong");
        }

        if (length > most)
        {
            throw new IpcException($"it announced a frame of {length} bytes, and {most} are taken");
        }

        return length >= LeastBytes && headers <= length - LeastBytes
            ? (int)length
            : throw new IpcException($"it announced a frame of {length} bytes with headers of {headers}");
    }

    /// <summary>Reads a whole frame, of the length that its prelude tells.</summary>
    public static IpcFrame Decode(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlySpan<byte> span = bytes.Span;
        if (BinaryPrimitives.ReadUInt32BigEndian(span[^sizeof(uint)..]) != Crc32.Of(span[..^sizeof(uint)]))
        {
            throw new IpcException("it sent a damaged frame: the checksum is wrong");
        }

        int headers = BinaryPrimitives.ReadInt32BigEndian(span[sizeof(uint)..]);
        return IpcHeaders.Read(span.Slice(PreludeBytes, headers), bytes[(PreludeBytes + headers)..^sizeof(uint)]);
    }

    /// <summary>Reads the next frame; no more memory is taken than <paramref name="most"/> bytes.</summary>
    public static async Task<IpcFrame> ReadAsync(Stream stream, int most, CancellationToken cancelled)
    {
        byte[] prelude = new byte[PreludeBytes];
        await stream.ReadExactlyAsync(prelude, cancelled);
        byte[] whole = new byte[LengthOf(prelude, most)];
        prelude.CopyTo(whole, 0);
        await stream.ReadExactlyAsync(whole.AsMemory(PreludeBytes), cancelled);
        return Decode(whole);
    }
}
