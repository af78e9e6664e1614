using System.Collections.Immutable;
using EdgeActors.Fleet;

namespace EdgeActors.Heartbeats.Journal;

/// <summary>What is on stable storage of heartbeats and registration; also the snapshot.</summary>
public sealed record HeartbeatState : IHeartbeatRecord
{
    /// <summary>Nothing yet.</summary>
    public static HeartbeatState Empty { get; } = new();

    /// <summary>Heartbeats that wait, in order.</summary>
    public ImmutableArray<KeptHeartbeat> Kept { get; init; } = [];

    /// <summary>Results that wait, in the order in which they were reported.</summary>
    public ImmutableArray<DeploymentResult> Results { get; init; } = [];

    /// <summary>The last answer about this device; null before the first.</summary>
    public RegistrationAnswered? Registration { get; init; }

    /// <summary>Highest number that a written heartbeat ever had.</summary>
    public long LastNumber { get; init; }

    /// <summary>The state after an event. Total, and reads no clock.</summary>
    public HeartbeatState Apply(IHeartbeatEvent happened) => happened switch
    {
        OutboxWritten e => Written(e),
        ResultReported e => this with { Results = [.. Results.Where(known => !IsSame(known, e.Result.Name, e.Result.Digest)), e.Result] },
        ResultEnded e => this with
        {
            Results = [.. Results.Where(known => !IsSame(known, e.Name, e.Digest) || (e.Ended is { } ended && known.Ended != ended))],
        },
        RegistrationAnswered e => this with { Registration = e },
        _ => this,
    };

    /// <summary>Whether the very same result waits already.</summary>
    public bool Has(DeploymentResult result) =>
        Results.Any(known => IsSame(known, result.Name, result.Digest) && known.Succeeded == result.Succeeded && known.Ended == result.Ended);

    private HeartbeatState Written(OutboxWritten changed)
    {
        HashSet<long> gone = [.. changed.Removed, .. changed.Added.Select(static one => one.Number)];
        return this with
        {
            Kept = [.. Kept.Where(one => !gone.Contains(one.Number)).Concat(changed.Added).OrderBy(static one => one.Number)],
            LastNumber = changed.Added.Select(static one => one.Number).Append(LastNumber).Max(),
        };
    }

    private static bool IsSame(DeploymentResult known, string name, string digest) => known.Name == name && known.Digest == digest;
}
