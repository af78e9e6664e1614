using System.Globalization;

namespace EdgeActors.Fleet.Tree;

/// <summary>
/// Names an answer about the desired state: its revision, its document's version, and what the orders were, since those change with other devices'
/// failures as well. The device keeps it, so that after a restart an older document is still known for one. Pure.
/// </summary>
internal static class PollTag
{
    /// <summary>The tag of an answer.</summary>
    public static string Of(long revision, string version, IEnumerable<FleetDeployment> deployments) => string.Create(
        CultureInfo.InvariantCulture, $"{revision}:{string.Concat(deployments.Select(one => Letter(one.Order)))}:{version}");

    /// <summary>The revision that a tag tells of; 0 when it is none of ours.</summary>
    public static long RevisionOf(string? tag) =>
        tag is not null && tag.IndexOf(':', StringComparison.Ordinal) is > 0 and int end
        && long.TryParse(tag.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out long revision)
            ? revision
            : 0;

    private static char Letter(DeploymentOrder order) => order switch
    {
        DeploymentOrder.Run => 'r',
        DeploymentOrder.Hold => 'h',
        DeploymentOrder.Abort => 'a',
        _ => 'b',
    };
}
