using System.Diagnostics.CodeAnalysis;
using EdgeActors.Fleet.Documents;

namespace EdgeActors.Fleet.Serving;

/// <summary>Where devices behind the wire, which knows <c>s3://</c> only, find the packages of a tree. Pure.</summary>
internal static class PackagePlace
{
    /// <summary>What stands before the tree's own urls of packages; null when there is no such place.</summary>
    /// <param name="root">The tree's root.</param>
    /// <param name="copy">Root of a copy of the tree's packages; null for none.</param>
    /// <param name="tree">The fleet's part of it.</param>
    public static string? Of(FleetTreeRoot root, FleetTreeRoot.Bucket? copy, FleetTree tree) =>
        (copy ?? root as FleetTreeRoot.Bucket) is { } bucket ? $"{bucket}/{tree.Root}" : null;

    /// <summary>Whether a document has deployments that need such a place.</summary>
    public static bool IsNeeded([NotNullWhen(true)] DesiredDocument? desired, FleetTree tree) =>
        desired?.Deployments.Any(one => one.Definitions.Any(definition => tree.PackageKey(definition.Url) is not null)) == true;
}
