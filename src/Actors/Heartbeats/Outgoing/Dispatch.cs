using EdgeActors.Fleet;
using EdgeActors.Heartbeats.Journal;

namespace EdgeActors.Heartbeats.Outgoing;

/// <summary>What is sent next, and what an answer means for it. One heartbeat at a time, in order; a result rides on one that is not older than it.</summary>
internal sealed class Dispatch(int maxRefusals)
{
    // The fleet has it, while the journal may not know yet. A later result of the same contents may come while an older one is on its way.
    private readonly HashSet<ResultEnded> _ended = [];
    private int _refusals;
    private int _resultRefusals;
    private bool _alone;

    /// <summary>What is on its way; null when nothing is.</summary>
    public Sending? Current { get; private set; }

    /// <summary>Results that the fleet does not have.</summary>
    public IEnumerable<DeploymentResult> Waiting(HeartbeatState state) => state.Results.Where(result => !_ended.Contains(ResultEnded.Of(result)));

    /// <summary>Begins to send the oldest that waits.</summary>
    public Sending Begin(KeptHeartbeat head, bool isNewest, HeartbeatState state)
    {
        DeploymentResult? result = _alone ? null : Waiting(state).FirstOrDefault(one => isNewest || head.Heartbeat.Time >= one.Ended);
        return Current = new Sending(head.Number, head.Heartbeat with { Deployment = result });
    }

    /// <summary>It is delivered.</summary>
    public Sending Delivered()
    {
        (_refusals, _alone) = (0, false);
        Sending done = End();
        if (done.Heartbeat.Deployment is { } result)
        {
            _resultRefusals = 0;
            _ended.Add(ResultEnded.Of(result));
        }

        return done;
    }

    /// <summary>It is not delivered; what of it is to be given up, if anything.</summary>
    public (bool Heartbeat, DeploymentResult? Result) Failed(FleetFault fault)
    {
        Sending done = End();
        if (fault.Kind != FleetFaultKind.Unusable)
        {
            return (false, null);
        }

        // Either may be what the fleet cannot use: the heartbeat is tried without the result, the result with the next one.
        if (done.Heartbeat.Deployment is not { } result)
        {
            _alone = false;
            return (++_refusals >= maxRefusals && Reset(), null);
        }

        _alone = true;
        if (++_resultRefusals < maxRefusals)
        {
            return (false, null);
        }

        _resultRefusals = 0;
        _ended.Add(ResultEnded.Of(result));
        return (false, result);
    }

    /// <summary>The result is reported, maybe anew.</summary>
    public void Reported(DeploymentResult result) => _ended.Remove(ResultEnded.Of(result));

    private bool Reset()
    {
        _refusals = 0;
        return true;
    }

    private Sending End()
    {
        Sending done = Current ?? throw new InvalidOperationException("nothing is on its way");
        Current = null;
        return done;
    }
}

/// <summary>A heartbeat on its way.</summary>
/// <param name="Number">Its place in the order.</param>
/// <param name="Heartbeat">It, with the result that rides on it.</param>
internal sealed record Sending(long Number, Heartbeat Heartbeat);
