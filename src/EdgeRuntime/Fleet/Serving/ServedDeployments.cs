using System.Collections.Immutable;

namespace EdgeActors.Fleet.Serving;

/// <summary>
/// Deployments of the tree as devices behind the wire see them: it knows packages by <c>s3://</c> only, so that those of the tree are named from the
/// root that its packages have there. Other urls make another digest; this knows both. Pure.
/// </summary>
internal sealed class ServedDeployments
{
    private const string Scheme = "s3://";

    private readonly ImmutableArray<(FleetDeployment Own, FleetDeployment Served)> _all;

    private ServedDeployments(ImmutableArray<(FleetDeployment, FleetDeployment)> all) => _all = all;

    /// <summary>As devices see them.</summary>
    public ImmutableArray<FleetDeployment> Served => [.. _all.Select(static one => one.Served)];

    /// <summary>The deployments for devices.</summary>
    /// <param name="own">As the tree has them.</param>
    /// <param name="packages">What stands before urls of the tree, such as <c>s3://bucket/prefix/fleets/plant/</c>; null when packages cannot be fetched by <c>s3://</c>.</param>
    /// <returns>Null when a package would need what is null.</returns>
    public static ServedDeployments? Of(ImmutableArray<FleetDeployment> own, string? packages)
    {
        if (packages is null && own.Any(static one => one.Definitions.Any(IsOfTree)))
        {
            return null;
        }

        return new ServedDeployments([.. own.Select(one =>
        {
            ImmutableArray<ModelDefinition> definitions =
                [.. one.Definitions.Select(definition => IsOfTree(definition) ? definition with { Url = packages + definition.Url } : definition)];
            string digest = DeploymentDigest.Of(one.Name, one.Type, one.FailureHandlingPolicy, definitions);
            return (one, one with { Definitions = definitions, Digest = digest });
        })]);
    }

    /// <summary>
    /// A result with the digest that the tree files it under; null when it is about contents that the device has not been given, or not any more. What
    /// the old agent reports has no digest: it is about what its deployment is now.
    /// </summary>
    public DeploymentResult? Filed(DeploymentResult result) => _all
        .Where(one => one.Served.Name == result.Name && (result.Digest.Length == 0 || result.Digest == one.Served.Digest))
        .Select(one => result with { Digest = one.Own.Digest })
        .FirstOrDefault();

    private static bool IsOfTree(ModelDefinition definition) =>
        definition.Url.Length > 0 && !definition.Url.StartsWith(Scheme, StringComparison.Ordinal);
}
