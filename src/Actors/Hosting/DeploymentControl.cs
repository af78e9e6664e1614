using Akka.Actor;
using Akka.Hosting;
using EdgeActors.Deployment;
using static EdgeActors.Deployment.DeploymentProtocol;

namespace EdgeActors.Hosting;

/// <summary>Asks the deployments' actor.</summary>
internal sealed class DeploymentControl(IRequiredActor<DeploymentsKey> deployments) : IDeploymentControl
{
    public async Task<PollEnded> PollAsync(CancellationToken cancelled)
    {
        IActorRef actor = await deployments.GetAsync(cancelled);
        // The fleet's adapter has a time limit of its own; the caller's ends the wait.
        object reply = await actor.Ask<object>(PollNow.Instance, Timeout.InfiniteTimeSpan, cancelled);
        return reply as PollEnded ?? new PollEnded(
            "deployments are down just now, because their journal failed; they start again by themselves, and the log says why", IsUnchanged: false, 0);
    }

    public async ValueTask<bool> TuneAsync(TimeSpan pollInterval, long generation, CancellationToken cancelled) =>
        await deployments.ConfirmAsync<DeploymentsKey, Tuned>(new Tune(pollInterval, generation), cancelled);
}
