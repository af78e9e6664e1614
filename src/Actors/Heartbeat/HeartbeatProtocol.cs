using Akka.Actor;
using EdgeActors.Fleet;

namespace EdgeActors.Heartbeat;

/// <summary>What the heartbeats' actor understands and answers.</summary>
public static class HeartbeatProtocol
{
    /// <summary>Tell the fleet with a heartbeat how a deployment ended. Answered by <see cref="DeploymentReportKept"/>; told again until then.</summary>
    public sealed record ReportDeployment(DeploymentResult Result) : INoSerializationVerificationNeeded;

    /// <summary>The report is kept and will be sent, whatever becomes of the process: who asked may forget it.</summary>
    /// <param name="Name">The deployment's name.</param>
    /// <param name="Digest">Its <see cref="DeploymentResult.Digest"/>.</param>
    public sealed record DeploymentReportKept(string Name, string Digest) : INoSerializationVerificationNeeded;
}
