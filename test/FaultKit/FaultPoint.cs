namespace EdgeActors.FaultKit;

/// <summary>A message that reaches an actor, or a call of a port.</summary>
/// <param name="Place">Which of the two.</param>
/// <param name="Name">The actor's path without address, or <c>IPort.Method</c>.</param>
/// <param name="What">The message's type; empty for a call.</param>
/// <param name="Number">The how-manieth of its kind here since the script was set, from 1.</param>
public sealed record FaultPoint(FaultPlace Place, string Name, string What, long Number)
{
    /// <inheritdoc />
    public override string ToString() => Place == FaultPlace.Actor ? $"actor {Name} on {What} #{Number}" : $"port {Name} #{Number}";
}

/// <summary>A fault that a script decided on: everything about it is fixed.</summary>
/// <param name="Point">Where.</param>
/// <param name="Rule">Number of the rule in its script, from 1.</param>
/// <param name="Moment">Before or after.</param>
/// <param name="Action">What.</param>
internal sealed record PlannedFault(FaultPoint Point, int Rule, FaultMoment Moment, FaultAction Action);

/// <summary>What the script has decided for one message or call. Both are fixed on arrival, so that neither depends on the other.</summary>
internal sealed record FaultPlan(PlannedFault? Before, PlannedFault? After)
{
    public static FaultPlan Nothing { get; } = new(null, null);
}

/// <summary>A kind of point that has been reached, for those who look for places to put a fault.</summary>
/// <param name="Place">Actor or port.</param>
/// <param name="Name">Path or <c>IPort.Method</c>.</param>
/// <param name="What">The message's type; empty for a call.</param>
/// <param name="Count">How often since the script was set.</param>
public sealed record FaultPlaceCount(FaultPlace Place, string Name, string What, long Count);
