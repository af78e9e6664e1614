namespace Akka.Actor;

internal sealed partial class ActorCell
{
    private readonly Lock _childrenLock = new();
    private Dictionary<string, ChildStats> _children;
    private long _nextUnnamed;

    /// <summary>Why the cell waits for its last children; null in normal life.</summary>
    private TerminationReason _waitingReason;

    /// <summary>Set from the moment the cell may have no new children.</summary>
    private bool _acceptsNoChildren;

    private bool IsWaitingForChildren => _waitingReason is TerminationReason.Recreation or TerminationReason.Creation;

    private bool IsTerminating => _waitingReason is TerminationReason.Termination;

    public IActorRef ActorOf(Props props, string name = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        if (name is not null)
        {
            PathElements.Check(name, Self.Path);
        }

        LocalActorRef child;
        lock (_childrenLock)
        {
            child = AddChild(props, name);
        }

        child.Cell.Start();
        return child;
    }

    public IActorRef Child(string name) => ChildNamed(name);

    public IInternalActorRef ChildNamed(string name)
    {
        lock (_childrenLock)
        {
            return _children is not null && _children.TryGetValue(name, out var child) ? child.Child : ActorRefs.Nobody;
        }
    }

    public IEnumerable<IActorRef> GetChildren() => ChildRefs();

    public IReadOnlyCollection<IInternalActorRef> ChildRefs() => [.. Stats().Select(child => child.Child)];

    public void Stop(IActorRef child)
    {
        if (FindChild(child) is { } stats)
        {
            stats.IsStopping = true;
        }

        ((IInternalActorRef)child).Stop();
    }

    private LocalActorRef AddChild(Props props, string name)
    {
        if (_acceptsNoChildren)
        {
            throw new InvalidOperationException($"Actor [{Self.Path}] is terminating or terminated and cannot create children.");
        }

        _children ??= [];
        var childName = name ?? PathElements.Unnamed(_nextUnnamed++);
        if (_children.ContainsKey(childName))
        {
            throw new InvalidActorNameException($"Actor name \"{childName}\" is not unique!");
        }

        var path = new ChildActorPath(Self.Path, childName, SystemImpl.NextUid());
        var child = new LocalActorRef(SystemImpl, props, Self, path);
        _children.Add(childName, new ChildStats(child));
        return child;
    }

    private ChildStats[] Stats()
    {
        lock (_childrenLock)
        {
            return _children is null ? [] : [.. _children.Values];
        }
    }

    private ChildStats FindChild(IActorRef child)
    {
        lock (_childrenLock)
        {
            return _children is not null && _children.TryGetValue(child.Path.Name, out var stats) && stats.Child.Equals(child) ? stats : null;
        }
    }

    private void RemoveChild(ChildStats stats)
    {
        lock (_childrenLock)
        {
            _children.Remove(stats.Child.Path.Name);
        }
    }

    private void StopChildren()
    {
        foreach (var stats in Stats())
        {
            Stop(stats.Child);
        }
    }

    private void SuspendChildren(IActorRef except)
    {
        foreach (var stats in Stats())
        {
            if (!stats.Child.Equals(except))
            {
                stats.Child.Suspend();
            }
        }
    }

    private void ResumeChildren(Exception causedByFailure, IActorRef perpetrator)
    {
        foreach (var stats in Stats())
        {
            stats.Child.Resume(stats.Child.Equals(perpetrator) ? causedByFailure : null);
        }
    }

    /// <summary>False when no child is on its way out, so that the next step can be done at once.</summary>
    private bool WaitForChildren(TerminationReason reason)
    {
        if (!Stats().Any(stats => stats.IsStopping))
        {
            return false;
        }

        _waitingReason = reason;
        return true;
    }

    private void HandleChildTerminated(ChildStats stats)
    {
        RemoveChild(stats);
        var reason = _waitingReason;
        if (reason is null || Stats().Any(child => child.IsStopping))
        {
            return;
        }

        _waitingReason = null;
        switch (reason)
        {
            case TerminationReason.Recreation recreation:
                FinishRecreate(recreation.Cause);
                break;
            case TerminationReason.Creation:
                FinishCreate();
                break;
            default:
                FinishTerminate();
                break;
        }
    }
}

internal abstract class TerminationReason
{
    public sealed class Recreation(Exception cause) : TerminationReason
    {
        public Exception Cause { get; } = cause;
    }

    public sealed class Creation : TerminationReason;

    public sealed class Termination : TerminationReason;
}
