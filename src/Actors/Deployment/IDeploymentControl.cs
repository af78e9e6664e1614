namespace EdgeActors.Deployment;

/// <summary>The way to the deployments' actor for the rest of the host. Thread-safe.</summary>
public interface IDeploymentControl
{
    /// <summary>Asks the fleet at once, and ends when it has answered.</summary>
    Task<DeploymentProtocol.PollEnded> PollAsync(CancellationToken cancelled);

    /// <summary>Another pace from now on; false when it has to be said again later.</summary>
    ValueTask<bool> TuneAsync(TimeSpan pollInterval, long generation, CancellationToken cancelled);
}
