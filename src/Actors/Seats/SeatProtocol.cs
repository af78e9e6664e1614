using Akka.Actor;

namespace EdgeActors.Seats;

/// <summary>What the supervisor says to the actor of a seat, and hears from it.</summary>
public static class SeatProtocol
{
    /// <summary>Begin nothing new, and end or keep what runs within the given time; answered by <see cref="Stopped"/>.</summary>
    public sealed record Stop(TimeSpan Within) : INoSerializationVerificationNeeded;

    /// <summary>Answer to <see cref="Stop"/>: what is left is on stable storage, or may be lost.</summary>
    public sealed record Stopped : INoSerializationVerificationNeeded
    {
        /// <summary>The only value.</summary>
        public static Stopped Instance { get; } = new();
    }

    /// <summary>Answer to whatever is said to an actor that has failed and is started again after a pause.</summary>
    public sealed record Down : INoSerializationVerificationNeeded
    {
        /// <summary>The only value.</summary>
        public static Down Instance { get; } = new();
    }
}
