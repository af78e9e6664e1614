using EdgeActors.Wording;

namespace EdgeActors.Packages.Sources;

/// <summary>
/// Chooses by the url where a package is read: the fleet's tree, or a bucket that is on the list. Nothing else is ever asked, whatever a document says.
/// </summary>
/// <param name="tree">The fleet's own tree; null when it has none (REST).</param>
/// <param name="bucket">Makes a source of a bucket; null where no bucket can be reached.</param>
/// <param name="allowed">Buckets that may be read.</param>
internal sealed class PackageSources(IPackageSource? tree, Func<string, IPackageSource>? bucket, IReadOnlySet<string> allowed) : IPackageSource
{
    /// <inheritdoc />
    public Task<PackageStream> OpenAsync(string url, long offset, string? version, CancellationToken cancelled)
    {
        PackageUrl parsed = PackageUrl.Read(url);
        return parsed.Bucket is null
            ? (tree ?? throw Refused($"the package \"{Printable.Of(url)}\" is a path in the fleet's tree, and this fleet has none: give s3://BUCKET/KEY"))
                .OpenAsync(parsed.Key, offset, version, cancelled)
            : BucketOf(parsed.Bucket).OpenAsync(parsed.Key, offset, version, cancelled);
    }

    private static PackageSourceException Refused(string message) => new(isTransient: false, message);

    private IPackageSource BucketOf(string name) =>
        !allowed.Contains(name) ? throw Refused($"the bucket {name} is neither the fleet's nor that of captures, and edgeactors_package_buckets does not name it")
        : bucket is null ? throw Refused($"the bucket {name} cannot be read: no region is configured (sagemaker_edge_core_region)")
        : bucket(name);
}
