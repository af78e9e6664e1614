using System.Buffers.Binary;

namespace EdgeActors.Specs.Http2;

internal enum FrameType : byte
{
    Data = 0,
    Headers = 1,
    Priority = 2,
    Reset = 3,
    Settings = 4,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8,
    Continuation = 9,
}

[Flags]
internal enum FrameFlags : byte
{
    None = 0,
    EndStream = 1,
    EndHeaders = 4,
    Padded = 8,
    Priority = 32,
}

/// <summary>One HTTP/2 frame as it is on the wire.</summary>
internal sealed record Http2Frame(FrameType Type, FrameFlags Flags, int Stream, byte[] Payload)
{
    public const int HeaderBytes = 9;

    /// <summary>The same bit as EndStream, on SETTINGS and PING.</summary>
    public const FrameFlags Ack = FrameFlags.EndStream;

    public static byte[] Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderBytes + Payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, (Payload.Length << 8) | (byte)Type);
        bytes[4] = (byte)Flags;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(5), Stream);
        Payload.CopyTo(bytes, HeaderBytes);
        return bytes;
    }
}
