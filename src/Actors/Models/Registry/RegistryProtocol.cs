using Akka.Actor;

namespace EdgeActors.Models.Registry;

/// <summary>What the model registry is told besides the commands of <see cref="ModelsProtocol"/>, and answers.</summary>
internal static class RegistryProtocol
{
    /// <summary>From one of its models, about one load.</summary>
    public interface INotice : INoSerializationVerificationNeeded
    {
        /// <summary>Which load.</summary>
        long Generation { get; }
    }

    /// <summary>From the supervisor: take no more work and unload everything; answered by <see cref="AllStopped"/>.</summary>
    public sealed record StopAll(TimeSpan DrainTimeout) : INoSerializationVerificationNeeded;

    /// <summary>To the supervisor: every model is unloaded.</summary>
    public sealed record AllStopped : INoSerializationVerificationNeeded
    {
        public static AllStopped Instance { get; } = new();
    }

    /// <summary>From the actor system: a model's actor is no more.</summary>
    public sealed record ModelStopped(long Generation) : INotice;
}
