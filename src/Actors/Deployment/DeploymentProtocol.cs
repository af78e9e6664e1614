using Akka.Actor;

namespace EdgeActors.Deployment;

/// <summary>What the deployments' actor understands and answers.</summary>
public static class DeploymentProtocol
{
    /// <summary>Ask the fleet at once, or wait for the answer that is on its way. Answered by <see cref="PollEnded"/>.</summary>
    public sealed record PollNow : INoSerializationVerificationNeeded
    {
        /// <summary>The only value.</summary>
        public static PollNow Instance { get; } = new();
    }

    /// <summary>The fleet has answered, or not.</summary>
    /// <param name="Fault">Why there is no answer; null when there is one.</param>
    /// <param name="IsUnchanged">Whether nothing changed since the poll before.</param>
    /// <param name="Deployments">Deployments that are meant for this device.</param>
    public sealed record PollEnded(string? Fault, bool IsUnchanged, int Deployments) : INoSerializationVerificationNeeded;

    /// <summary>Ask at another pace from now on, also after a crash of the actor. Answered by <see cref="Tuned"/>.</summary>
    /// <param name="PollInterval">As <see cref="DeploymentOptions.PollInterval"/>.</param>
    /// <param name="Generation">Larger each time; what is older than what holds has no effect.</param>
    public sealed record Tune(TimeSpan PollInterval, long Generation) : INoSerializationVerificationNeeded;

    /// <summary>Answer to <see cref="Tune"/>.</summary>
    public sealed record Tuned : INoSerializationVerificationNeeded
    {
        /// <summary>The only value.</summary>
        public static Tuned Instance { get; } = new();
    }
}
