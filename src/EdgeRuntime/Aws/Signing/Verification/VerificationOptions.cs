using EdgeActors.Configuration;

namespace EdgeActors.Aws.Signing.Verification;

/// <summary>How signatures are checked.</summary>
internal sealed record VerificationOptions
{
    /// <summary>The signing name that requests must have. Required.</summary>
    public required string Service { get; init; }

    /// <summary>The region that they must be signed for; null for any, which is the default: the keys decide, not the region.</summary>
    public string? Region { get; init; }

    /// <summary>How far the signer's clock may be from this one, 1 s to 15 min. Default 5 min.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Signatures that are remembered so that none is taken twice, 1,000 to 5,000,000; each for as long as its time would be accepted. When all
    /// places are taken, requests are refused rather than one forgotten. Default 200,000: 10,000 devices with two requests a minute, and about 20 MB.
    /// </summary>
    public int Remembered { get; init; } = 200_000;

    /// <summary>Every fault at once; empty when all is well.</summary>
    public IReadOnlyList<ConfigurationFault> Faults()
    {
        List<ConfigurationFault> faults = [];
        RangeFault.Check(faults, nameof(Skew), Skew, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));
        RangeFault.Check(faults, nameof(Remembered), Remembered, 1_000, 5_000_000);
        return faults;
    }
}
