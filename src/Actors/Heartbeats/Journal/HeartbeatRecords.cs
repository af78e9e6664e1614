using System.Collections.Immutable;
using EdgeActors.Fleet;

namespace EdgeActors.Heartbeats.Journal;

/// <summary>What the serializer of the journal is bound to; everything that is persisted has it.</summary>
public interface IHeartbeatRecord;

/// <summary>Something that has happened to heartbeats or registration. Each event says all that is needed to apply it.</summary>
public interface IHeartbeatEvent : IHeartbeatRecord;

/// <summary>A heartbeat that waits for the fleet. It carries no result: those wait beside it.</summary>
/// <param name="Number">Its place in the order of sending.</param>
/// <param name="Heartbeat">It.</param>
public sealed record KeptHeartbeat(long Number, Heartbeat Heartbeat);

/// <summary>What of the waiting heartbeats has changed since the last time.</summary>
/// <param name="Added">New ones, and those that took thinned ones up; one with a known number takes its place.</param>
/// <param name="Removed">Numbers of those that are delivered, thinned or given up.</param>
public sealed record OutboxWritten(ImmutableArray<KeptHeartbeat> Added, ImmutableArray<long> Removed) : IHeartbeatEvent;

/// <summary>The result of a deployment waits for the fleet.</summary>
public sealed record ResultReported(DeploymentResult Result) : IHeartbeatEvent;

/// <summary>The fleet has the result, or will never take it.</summary>
/// <param name="Name">The deployment's.</param>
/// <param name="Digest">Of its contents.</param>
/// <param name="Ended">When the device was done, as the result says; null for any result of these contents, as versions before wrote it.</param>
public sealed record ResultEnded(string Name, string Digest, DateTimeOffset? Ended) : IHeartbeatEvent
{
    /// <summary>That result and no later one of the same contents.</summary>
    public static ResultEnded Of(DeploymentResult result) => new(result.Name, result.Digest, result.Ended);
}

/// <summary>The fleet has said whether it knows the device.</summary>
/// <param name="IsActive">Whether it does.</param>
/// <param name="At">When, by the device's clock.</param>
/// <param name="TimeToLive">How long that holds, whole seconds.</param>
public sealed record RegistrationAnswered(bool IsActive, DateTimeOffset At, TimeSpan TimeToLive) : IHeartbeatEvent;
