using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Fleet;
using EdgeActors.Pacing;

namespace EdgeActors.Deployment.Polling;

/// <summary>Hands results to the heartbeats, the oldest first, and keeps each until they have it on stable storage.</summary>
internal sealed class ReportDesk(IDeploymentHost host)
{
    private bool _isHanding;
    private int _failures;

    public void Pump()
    {
        if (_isHanding || host.State.Unreported.IsEmpty)
        {
            return;
        }

        _isHanding = true;
        DeploymentResult result = host.State.Unreported[0];
        host.After(cancelled => host.Setting.Reports.KeepAsync(result, cancelled), kept => OnAnswer(result, kept), _ => OnAnswer(result, kept: false));
    }

    private void OnAnswer(DeploymentResult result, bool kept)
    {
        if (!kept)
        {
            DeploymentOptions options = host.Setting.Options;
            host.Later("report", FullJitter.Of(++_failures, options.MinBackoff, options.MaxFetchBackoff, host.Jitter), Again);
            return;
        }

        _failures = 0;
        if (host.State.Unreported.Contains(result))
        {
            host.Persist(new ReportHandedOver(DeploymentTransitions.SourceOf(result)), Again);
        }
        else
        {
            // The same contents have ended another way meanwhile, and the event would forget that too.
            Again();
        }
    }

    private void Again()
    {
        _isHanding = false;
        Pump();
    }
}
