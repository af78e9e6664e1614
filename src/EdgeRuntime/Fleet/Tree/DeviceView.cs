using System.Collections.Immutable;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stages;

namespace EdgeActors.Fleet.Tree;

/// <summary>What of a desired state concerns one device. Pure; far smaller than the document, which may name ten thousand others.</summary>
/// <param name="Revision">Of the document.</param>
/// <param name="Expires">From then on it does not hold; null for never.</param>
/// <param name="Orders">The deployments for the device, in the document's order.</param>
internal sealed record DeviceView(long Revision, DateTimeOffset? Expires, ImmutableArray<DeviceOrder> Orders)
{
    /// <summary>The view of a device.</summary>
    public static DeviceView Of(DesiredDocument document, string device) =>
        new(document.Revision, document.Expires, [.. document.Deployments.Select(one => OrderOf(one, device)).OfType<DeviceOrder>()]);

    private static DeviceOrder? OrderOf(DesiredDeployment deployment, string device)
    {
        if (StageSelection.StageOf(deployment, device) is not { } stage)
        {
            return null;
        }

        DeploymentOrder? order = deployment.Order switch
        {
            // Told to everybody, whatever their stage: who has begun must hear of it, and who has not has nothing to do.
            StandingOrder.Abort => DeploymentOrder.Abort,
            StandingOrder.RollBack => DeploymentOrder.RollBack,
            _ => stage.State switch
            {
                StageState.ReadyToDeploy => null,
                StageState.InProgress or StageState.Deployed => DeploymentOrder.Run,
                _ => DeploymentOrder.Hold,
            },
        };
        return order is { } known
            ? new(
                new FleetDeployment
                {
                    Name = deployment.Name,
                    Type = deployment.Type,
                    FailureHandlingPolicy = deployment.FailureHandlingPolicy,
                    Definitions = deployment.Definitions,
                    Order = known,
                    Digest = deployment.Digest,
                },
                known == DeploymentOrder.Run ? stage.MostFailures : null)
            : null;
    }
}

/// <summary>One deployment for a device.</summary>
/// <param name="Deployment">The deployment, with the order that the document gives.</param>
/// <param name="MostFailures">Failed devices at which it is held back; null when none do, or when it does not run anyway.</param>
internal sealed record DeviceOrder(FleetDeployment Deployment, int? MostFailures);
