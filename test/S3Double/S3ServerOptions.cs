using System.Security.Cryptography.X509Certificates;

namespace EdgeActors.S3Double;

/// <summary>How a double starts.</summary>
public sealed record S3ServerOptions
{
    /// <summary>The port on the loopback. Default 0: any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Buckets that are there from the start. Default one, <c>captures</c>.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = ["captures"];

    /// <summary>Who may do everything. Default <see cref="S3Key.Default"/>; more with <see cref="S3Server.Allow"/>.</summary>
    public IReadOnlyList<S3Key> Keys { get; init; } = [S3Key.Default];

    /// <summary>The region that signatures must name. Default <c>eu-central-1</c>.</summary>
    public string Region { get; init; } = "eu-central-1";

    /// <summary>The server's clock: judges signatures (15 min either way) and expiry, stamps objects, paces slow answers. Default the real one.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Largest object of one put; more is EntityTooLarge. Default 5 GiB as S3's.</summary>
    public long LargestPut { get; init; } = 5L << 30;

    /// <summary>Smallest part of a multipart upload but the last; less is EntityTooSmall. Default 5 MiB as S3's.</summary>
    public int SmallestPart { get; init; } = 5 << 20;

    /// <summary>Whether objects keep their bytes. Without, only length and SHA-256 stay, for runs that store gigabytes. Default true.</summary>
    public bool KeepContent { get; init; } = true;

    /// <summary>Whether puts are carried out whatever their If-None-Match and If-Match say, as some servers do. Default false.</summary>
    public bool IgnoresPutConditions { get; init; }

    /// <summary>Hosts <c>bucket.SUFFIX</c> are virtual-host style, every other host is path style. Default <c>s3.double.test</c>.</summary>
    public string VirtualHostSuffix { get; init; } = "s3.double.test";

    /// <summary>Serves https with it. Default none: http.</summary>
    public X509Certificate2? Certificate { get; init; }
}

/// <summary>An access key that the double knows.</summary>
/// <param name="Id">Access key id.</param>
/// <param name="Secret">Secret access key.</param>
/// <param name="Token">Session token that must come along; null for a long-lived key.</param>
/// <param name="Expires">From then on ExpiredToken; null for never.</param>
public sealed record S3Key(string Id, string Secret, string? Token = null, DateTimeOffset? Expires = null)
{
    /// <summary>The key of a double that was told nothing else.</summary>
    public static S3Key Default { get; } = new("AKIDEDGEACTORSDOUBLE", "double/secret+of/edge+actors/0123456789ab");
}
