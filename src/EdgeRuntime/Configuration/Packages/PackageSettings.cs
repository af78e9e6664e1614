using EdgeActors.Configuration.Capture;
using EdgeActors.Packages;

namespace EdgeActors.Configuration.Packages;

/// <summary>All that configuration says about packages, checked.</summary>
internal sealed record PackageSettings
{
    /// <summary>Limits and signatures.</summary>
    public PackageOptions Options { get; init; } = new();

    /// <summary>Buckets that packages may be fetched from, those of fleet and captures left out.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = [];

    /// <summary>The way to the fleet's bucket and those, all at the same server; null when there is none of them.</summary>
    public BucketSettings? Way { get; init; }
}
