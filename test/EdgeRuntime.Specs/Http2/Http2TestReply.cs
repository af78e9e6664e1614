namespace EdgeActors.Specs.Http2;

/// <summary>What one stream got: header blocks, message bytes, and how it ended.</summary>
internal sealed class Http2TestReply
{
    public Dictionary<string, string> Headers { get; } = [];

    public Dictionary<string, string> Trailers { get; } = [];

    public List<byte> Data { get; } = [];

    public int HeaderBlocks { get; set; }

    /// <summary>The error code of the reset that ended the stream, or null.</summary>
    public uint? Reset { get; set; }

    /// <summary>True when one header block is all that came.</summary>
    public bool IsTrailersOnly => HeaderBlocks == 1 && Data.Count == 0;

    public string? GrpcStatus => Trailers.GetValueOrDefault("grpc-status") ?? Headers.GetValueOrDefault("grpc-status");

    public string? GrpcMessage => Trailers.GetValueOrDefault("grpc-message") ?? Headers.GetValueOrDefault("grpc-message");
}
