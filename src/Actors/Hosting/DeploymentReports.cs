using Akka.Hosting;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats;

namespace EdgeActors.Hosting;

/// <summary>Hands results of deployments to the heartbeat actor, and why there are none to its next heartbeats.</summary>
internal sealed class DeploymentReports(IRequiredActor<HeartbeatsKey> heartbeats, HeartbeatSetting setting) : IDeploymentReports
{
    /// <inheritdoc />
    public Task<bool> KeepAsync(DeploymentResult result, CancellationToken cancelled) =>
        heartbeats.ConfirmAsync<HeartbeatsKey, HeartbeatProtocol.DeploymentReportKept>(new HeartbeatProtocol.ReportDeployment(result), cancelled);

    /// <inheritdoc />
    public void Refuse(string reason) => setting.Life.DesiredRefused = reason;
}
