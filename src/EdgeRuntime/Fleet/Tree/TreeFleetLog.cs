using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Fleet.Tree;

internal static partial class TreeFleetLog
{
    [LoggerMessage(4000, LogLevel.Warning, "The desired state of {Store} is taken although it has no good signature: {Reason}")]
    [Advice("Somebody may have changed what the fleet wants. Sign it and give devices the public key, or set edgeactors_package_signatures to enforce or off.")]
    public static partial void Unsigned(this ILogger log, string store, string reason);

    [LoggerMessage(4001, LogLevel.Warning, "Deployment {Deployment} is not begun: how many devices it failed on cannot be read: {Reason}")]
    [Advice("A deployment with an error threshold begins only when its failures can be counted. See the reason; the device looks again at each poll.")]
    public static partial void FailuresUnknown(this ILogger log, string deployment, string reason);

    [LoggerMessage(4002, LogLevel.Warning, "Deployment {Deployment} is not begun: it failed on {Failures} devices, which is its threshold")]
    [Advice("The roll-out has stopped by itself. Look at the results in the fleet's report; roll the deployment back, or start its stage again with a higher threshold.")]
    public static partial void ThresholdReached(this ILogger log, string deployment, int failures);
}
