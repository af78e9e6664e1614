using Akka.Actor;
using Akka.Hosting;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats;

namespace EdgeActors.Hosting;

/// <summary>Hands results of deployments to the heartbeat actor, and why there are none to its next heartbeats.</summary>
internal sealed class DeploymentReports(IRequiredActor<HeartbeatsKey> heartbeats, HeartbeatSetting setting) : IDeploymentReports
{
    // An actor that starts answers once it has read its journal; nobody hurries.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public async Task<bool> KeepAsync(DeploymentResult result, CancellationToken cancelled)
    {
        IActorRef actor = await heartbeats.GetAsync(cancelled);
        try
        {
            object reply = await actor.Ask<object>(new HeartbeatProtocol.ReportDeployment(result), Patience, cancelled);
            return reply is HeartbeatProtocol.DeploymentReportKept;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public void Refuse(string reason) => setting.Life.DesiredRefused = reason;
}
