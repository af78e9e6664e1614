using Akka.Actor;
using EdgeActors.Fleet;

namespace EdgeActors.Heartbeats;

/// <summary>What may be said to the heartbeat actor; whoever is outside the actors uses <see cref="IDeploymentReports"/>.</summary>
public static class HeartbeatProtocol
{
    /// <summary>
    /// Tell the fleet how a deployment ended; answered by <see cref="DeploymentReportKept"/> or <see cref="DeploymentReportsFull"/>. Whoever hears neither
    /// says it again: the same result twice is one.
    /// </summary>
    public sealed record ReportDeployment(DeploymentResult Result) : INoSerializationVerificationNeeded;

    /// <summary>Answer: the result is kept (with <c>DbEnable</c> on stable storage) until the fleet has it.</summary>
    /// <param name="Name">The deployment's.</param>
    /// <param name="Digest">Of its contents.</param>
    public sealed record DeploymentReportKept(string Name, string Digest) : INoSerializationVerificationNeeded;

    /// <summary>Answer: as many results wait for the fleet as are kept. Say it again later.</summary>
    /// <param name="Name">The deployment's.</param>
    /// <param name="Digest">Of its contents.</param>
    public sealed record DeploymentReportsFull(string Name, string Digest) : INoSerializationVerificationNeeded;

    /// <summary>Another pause between heartbeats from now on; answered by <see cref="Tuned"/>.</summary>
    /// <param name="Period">Checked.</param>
    /// <param name="Generation">One that is not larger than an earlier one has no effect.</param>
    public sealed record Tune(TimeSpan Period, long Generation) : INoSerializationVerificationNeeded;

    /// <summary>Answer to <see cref="Tune"/>.</summary>
    public sealed record Tuned : INoSerializationVerificationNeeded
    {
        /// <summary>The only value.</summary>
        public static Tuned Instance { get; } = new();
    }
}

/// <summary>Changes the pause between heartbeats while they run.</summary>
public interface IHeartbeatTuner
{
    /// <summary>False when the actor is down and has to be told again.</summary>
    ValueTask<bool> TuneAsync(TimeSpan period, long generation, CancellationToken cancelled);
}

/// <summary>Tells the fleet how deployments ended, and why none can begin.</summary>
public interface IDeploymentReports
{
    /// <summary>Whether the result is kept now; false when it has to be offered again later: the actor is down, or too many wait.</summary>
    Task<bool> KeepAsync(DeploymentResult result, CancellationToken cancelled);

    /// <summary>
    /// Why what the fleet wants is refused as a whole, or empty when it is not: every heartbeat that is made from now on says so
    /// (<see cref="Heartbeat.DesiredRefused"/>). In memory only, for the next poll knows it again. Thread-safe.
    /// </summary>
    void Refuse(string reason);
}
