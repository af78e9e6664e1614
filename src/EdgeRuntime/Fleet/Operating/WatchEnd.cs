using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stages;

namespace EdgeActors.Fleet.Operating;

/// <summary>Tells whether a watched roll-out has ended, and how. Pure.</summary>
/// <param name="IsOver">Whether there is nothing more to wait for.</param>
/// <param name="Succeeded">Whether all that was watched is DEPLOYED; of meaning once it is over.</param>
/// <param name="Text">One sentence; empty while it goes on.</param>
internal sealed record WatchEnd(bool IsOver, bool Succeeded, string Text)
{
    private static readonly WatchEnd GoesOn = new(false, false, "");

    /// <summary>The end of a stage, or with <paramref name="all"/> of it and all that come after it.</summary>
    public static WatchEnd Of(DesiredDeployment deployment, string stage, bool all)
    {
        if (deployment.Order != StandingOrder.Run)
        {
            return new WatchEnd(true, false, deployment.Order == StandingOrder.Abort ? "An emergency stop was made." : "The deployment is rolled back.");
        }

        DesiredStage[] watched = [.. deployment.Stages.SkipWhile(one => one.Name != stage).Take(all ? deployment.Stages.Length : 1)];
        return watched.FirstOrDefault(one => one.State != StageState.Deployed) switch
        {
            null => new WatchEnd(true, true, all ? $"All stages of {deployment.Name} are DEPLOYED." : $"Stage {stage} is DEPLOYED: {watched[0].Reason}."),
            { State: StageState.Failed or StageState.Stopped } ended =>
                new WatchEnd(true, false, $"Stage {ended.Name} is {StateNames.Of(ended.State)}: {ended.Reason}."),
            _ => GoesOn,
        };
    }
}
