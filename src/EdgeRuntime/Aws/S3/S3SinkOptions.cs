using System.Net;
using EdgeActors.Aws.Credentials;

namespace EdgeActors.Aws.S3;

/// <summary>Where and how captures are put into a bucket. <see cref="S3SinkOptionsValidator"/> checks them at start.</summary>
internal sealed record S3SinkOptions
{
    /// <summary>The bucket: 3 to 63 lower-case letters, digits, dots and hyphens. Required.</summary>
    public required string Bucket { get; init; }

    /// <summary>The region that requests are signed for, such as <c>eu-central-1</c>. Required.</summary>
    public required string Region { get; init; }

    /// <summary>An endpoint other than AWS's own, <c>http</c> or <c>https</c>, host and port only. Default null: AWS's of the region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Whether the bucket is part of the path, not of the host name; most servers other than AWS want it. Default false.</summary>
    public bool ForcePathStyle { get; init; }

    /// <summary>The proxy for all requests. Default null: what the environment says (<c>HTTPS_PROXY</c> and its kin), else none.</summary>
    public S3Proxy? Proxy { get; init; }

    /// <summary>What the server is asked to check the content with. Default <see cref="S3RequestChecksum.Crc32"/>.</summary>
    public S3RequestChecksum RequestChecksum { get; init; } = S3RequestChecksum.Crc32;

    /// <summary>
    /// Whether an ETag that looks like an MD5 must be the content's, so that a server that checks nothing is found out. Off for servers
    /// whose ETags only look like it. Default true.
    /// </summary>
    public bool CompareETag { get; init; } = true;

    /// <summary>Objects of more bytes go in parts, 5 MiB to 5 GiB. Default 16 MiB.</summary>
    public long MultipartAbove { get; init; } = 16L << 20;

    /// <summary>Bytes of a part, 5 MiB to 512 MiB; more when an object would have over 10,000 parts. Default 8 MiB.</summary>
    public long PartSize { get; init; } = 8L << 20;

    /// <summary>How long a connection may take to come about, TLS included, 1 s to 2 min. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a put may go without a byte taken or an answer, 1 s to 10 min; the bytes that the system sends unseen, 128 KiB at most, add
    /// their time at <see cref="SlowestRate"/>. Default 30 s.
    /// </summary>
    public TimeSpan ProgressTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The slowest way that is still worth it, in bytes per second, 128 to 1 MiB: a put may take <see cref="ProgressTimeout"/> and the time of
    /// its bytes at this rate. Default 2048.
    /// </summary>
    public int SlowestRate { get; init; } = 2048;

    /// <summary>Puts at the same time; more wait. 1 to 64, default 4.</summary>
    public int MaxConcurrentPuts { get; init; } = 4;

    /// <summary>How long connections are kept for the next put, 1 s to 1 h. Default 1 min.</summary>
    public TimeSpan IdleConnections { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>An HTTP proxy.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="User">Null when it asks for none.</param>
/// <param name="Password">Null when it asks for none.</param>
internal sealed record S3Proxy(string Host, int Port, string? User = null, Secret? Password = null)
{
    /// <summary>The same for a handler of HTTP.</summary>
    public WebProxy ToWebProxy() => new(Host, Port)
    {
        Credentials = User is null ? null : new NetworkCredential(User, Password!.Reveal()),
    };
}

/// <summary>Checksums that travel with an object.</summary>
internal enum S3RequestChecksum
{
    /// <summary>CRC-32, the SDK's default.</summary>
    Crc32,

    /// <summary>SHA-256.</summary>
    Sha256,

    /// <summary>None, for servers that do not understand a checksum behind the content.</summary>
    None,
}
