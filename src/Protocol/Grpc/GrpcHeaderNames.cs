namespace EdgeActors.Protocol.Grpc;

/// <summary>Header and trailer names of gRPC over HTTP/2.</summary>
public static class GrpcHeaderNames
{
    /// <summary>How long the client waits.</summary>
    public const string Timeout = "grpc-timeout";

    /// <summary>The compression of this side's messages.</summary>
    public const string Encoding = "grpc-encoding";

    /// <summary>The compressions that this side can read.</summary>
    public const string AcceptEncoding = "grpc-accept-encoding";

    /// <summary>The status code, a decimal number.</summary>
    public const string Status = "grpc-status";

    /// <summary>The status text, percent-encoded.</summary>
    public const string Message = "grpc-message";

    /// <summary>Milliseconds after which a retry may succeed.</summary>
    public const string RetryPushback = "grpc-retry-pushback-ms";

    /// <summary>The media type of gRPC; also with <c>+proto</c> or parameters behind it.</summary>
    public const string ContentType = "application/grpc";
}

/// <summary>The five bytes before each message: a compression flag and the length, big-endian.</summary>
public static class GrpcFrame
{
    /// <summary>Bytes of the prefix.</summary>
    public const int PrefixBytes = 5;

    /// <summary>The largest message accepted unless told otherwise: gRPC's own 4 MiB.</summary>
    public const int DefaultMaxMessageBytes = 4 * 1024 * 1024;

    /// <summary>Writes the prefix of an uncompressed message.</summary>
    public static void WritePrefix(Span<byte> destination, uint length)
    {
        destination[0] = 0;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(destination[1..], length);
    }

    /// <summary>Reads a prefix.</summary>
    public static (byte Flag, uint Length) ReadPrefix(ReadOnlySpan<byte> source) =>
        (source[0], System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(source[1..]));
}
