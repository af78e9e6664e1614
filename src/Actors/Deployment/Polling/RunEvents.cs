using Akka.Event;
using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;

namespace EdgeActors.Deployment.Polling;

/// <summary>What of the journal's events is worth a line in the log.</summary>
internal static class RunEvents
{
    public static void Write(ILoggingAdapter log, IDeploymentEvent happened)
    {
        switch (happened)
        {
            case DeploymentCommitted { Result: { Succeeded: true } good }:
                DeploymentEvents.DeploymentHolds.Write(log, good.Name);
                break;
            case DeploymentCommitted { Result: var partly }:
                DeploymentEvents.DeploymentFails.Write(log, partly.Name, partly.Message);
                break;
            case DeploymentEnded { End: DeploymentEnd.Stopped, Result: var stopped }:
                DeploymentEvents.DeploymentStops.Write(log, stopped.Name, stopped.Message);
                break;
            case DeploymentEnded { End: DeploymentEnd.TakenBack, Result: var kept }:
                DeploymentEvents.DeploymentGoesBack.Write(log, kept.Name, kept.Message);
                break;
            case DeploymentEnded { Result: { Succeeded: false } bad }:
                DeploymentEvents.DeploymentFails.Write(log, bad.Name, bad.Message);
                break;
            case DeploymentTakenBack { Result: var back }:
                DeploymentEvents.DeploymentGoesBack.Write(log, back.Name, back.Message);
                break;
        }
    }
}
