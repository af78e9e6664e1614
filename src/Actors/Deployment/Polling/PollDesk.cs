using System.Collections.Immutable;
using EdgeActors.Deployment.Checking;
using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Fleet;
using static EdgeActors.Deployment.DeploymentProtocol;

namespace EdgeActors.Deployment.Polling;

/// <summary>
/// Asks the fleet, one poll at a time, and keeps its last good answer in memory: after a start the fleet says again what it wants. What a poll fails with is
/// told in the log once, so that months without a fleet cost nothing; why an answer is refused is told in heartbeats as well, until there is a good one.
/// </summary>
internal sealed class PollDesk(IDeploymentHost host, Action answered)
{
    private const string Timer = "poll";

    // What timers can wait for ends below the longest interval.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(20);

    private readonly List<Action<PollEnded>> _askers = [];
    private string? _tag;
    private string _refused = "";
    private int _failures;
    private long _generation;
    private bool _isPolling;
    private TimeSpan _due;

    /// <summary>What the fleet wants, checked; null before its first good answer.</summary>
    public ImmutableArray<CheckedDeployment>? Desired { get; private set; }

    /// <summary>Whether a poll has ended, good or bad.</summary>
    public bool HasEnded { get; private set; }

    private DeploymentOptions Options => host.Setting.Options;

    public void Begin() => Schedule(PollClock.First(Options, host.Jitter));

    /// <summary>Polls now, or joins the poll that is on its way.</summary>
    public void Ask(Action<PollEnded> asker)
    {
        _askers.Add(asker);
        Poll();
    }

    /// <summary>The actor ends, and with it what it would have answered.</summary>
    public void Abandon() => Answer(new PollEnded(
        "deployments went down while the fleet was asked; they start again by themselves unless the agent stops, and the log says why",
        IsUnchanged: false,
        Desired?.Length ?? 0));

    /// <summary>The interval is another.</summary>
    public void Retime()
    {
        DeploymentEvents.PollIntervalChanged.Write(host.Log, Options.PollInterval);
        if (!_isPolling)
        {
            Schedule(PollClock.Next(Options, _failures, host.Jitter));
        }
    }

    private void Schedule(TimeSpan delay)
    {
        _due = host.Monotonic + delay;
        Arm();
    }

    private void Arm()
    {
        TimeSpan left = _due - host.Monotonic;
        if (left <= TimeSpan.Zero)
        {
            Poll();
        }
        else
        {
            host.Later(Timer, left < LongestTimer ? left : LongestTimer, Arm);
        }
    }

    private void Poll()
    {
        if (_isPolling)
        {
            return;
        }

        _isPolling = true;
        long generation = ++_generation;
        host.After(
            cancelled => host.Setting.Fleet.PollAsync(_tag, cancelled),
            answer => OnAnswer(generation, answer),
            cause => OnAnswer(generation, FleetAnswer.Failed<DesiredState>(FleetFaultKind.Unreachable, cause.Message)));
    }

    private void OnAnswer(long generation, FleetAnswer<DesiredState> answer)
    {
        if (generation != _generation)
        {
            return;
        }

        _isPolling = false;
        if (answer.Fault is { } fault)
        {
            Failed(fault);
        }
        else if (answer.Value!.IsUnchanged)
        {
            Ended(isUnchanged: true);
        }
        else if (Unusable(answer.Value) is { } reason)
        {
            Failed(new FleetFault(FleetFaultKind.Unusable, reason));
        }
        else
        {
            Take(answer.Value);
        }
    }

    private string? Unusable(DesiredState desired)
    {
        if (desired.Revision != 0 && desired.Revision < host.State.Revision)
        {
            DeploymentEvents.OldRevision.Write(host.Log, desired.Revision, host.State.Revision);
            return $"its document has revision {desired.Revision}, but {host.State.Revision} was seen before";
        }

        return desired.Deployments.Length > Options.MaxDeployments
            ? $"it wants {desired.Deployments.Length} deployments of this device; {Options.MaxDeployments} are allowed"
            : null;
    }

    private void Take(DesiredState desired)
    {
        CheckedDesire desire = DeploymentCheck.Of(desired.Deployments, Options);
        foreach (string unnamed in desire.Unnamed)
        {
            DeploymentEvents.DeploymentUnnamed.Write(host.Log, DeploymentTexts.Short(unnamed));
        }

        DesiredSeen seen = new(desired.Revision, [.. desire.Deployments.Select(static one => one.Source.Name)]);
        if (host.State.IsChangedBy(seen, Options))
        {
            host.Persist(seen, () => Hold(desired, desire));
        }
        else
        {
            Hold(desired, desire);
        }
    }

    private void Hold(DesiredState desired, CheckedDesire desire)
    {
        (Desired, _tag) = (desire.Deployments, desired.Tag);
        Ended(isUnchanged: false);
    }

    private void Failed(FleetFault fault)
    {
        _failures++;
        TimeSpan delay = PollClock.Next(Options, _failures, host.Jitter);
        string reason = DeploymentTexts.Short(fault.Message);
        // Another answer that is refused is news; a fleet that is away for another reason is not.
        bool isRefusal = fault.Kind != FleetFaultKind.Unreachable && reason != _refused;
        if (isRefusal)
        {
            Refuse(reason);
        }

        if (_failures == 1 || isRefusal)
        {
            DeploymentEvents.FleetNotPolled.Write(host.Log, reason, delay);
        }

        Schedule(delay);
        Tell(new PollEnded(reason, IsUnchanged: false, Desired?.Length ?? 0));
    }

    private void Refuse(string reason)
    {
        _refused = reason;
        host.Setting.Reports.Refuse(reason);
    }

    private void Ended(bool isUnchanged)
    {
        if (_failures > 0)
        {
            DeploymentEvents.FleetPolledAgain.Write(host.Log);
        }

        _failures = 0;
        Refuse("");
        Schedule(PollClock.Next(Options, 0, host.Jitter));
        Tell(new PollEnded(null, isUnchanged, Desired?.Length ?? 0));
    }

    private void Tell(PollEnded ended)
    {
        HasEnded = true;
        Answer(ended);
        answered();
    }

    private void Answer(PollEnded ended)
    {
        _askers.ForEach(asker => asker(ended));
        _askers.Clear();
    }
}
