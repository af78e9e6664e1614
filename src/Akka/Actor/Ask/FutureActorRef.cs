using Akka.Event;

namespace Akka.Actor;

/// <summary>The temporary ref of one Ask: no actor, no mailbox; the first thing it is told is the answer.</summary>
internal sealed class FutureActorRef<T> : MinimalActorRef, ISystemRef
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _number;
    private readonly Lock _watchersLock = new();
    private HashSet<IInternalActorRef> _watchers;
    private bool _ended;
    private ActorPath _path;
    private ITimer _timer;
    private CancellationTokenRegistration _registration;
    private TimeSpan _limit;

    public FutureActorRef(ActorSystemImpl system)
    {
        System = system;
        _number = system.NextUid();
    }

    public ActorSystemImpl System { get; }

    public Task<T> Result => _result.Task;

    public override ActorPath Path => _path ??= System.TempPath.Child(PathElements.Unnamed(_number));

    public override IInternalActorRef Parent => System.RootGuardian;

    public override bool IsTerminated => _result.Task.IsCompleted;

    public void Limit(TimeSpan limit, CancellationToken cancellationToken)
    {
        _limit = limit;
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(
                static (self, token) => ((FutureActorRef<T>)self).Cancel(token), this);
        }

        if (limit != Timeout.InfiniteTimeSpan && !IsTerminated)
        {
            using (ExecutionContext.SuppressFlow())
            {
                _timer = TimeProvider.System.CreateTimer(static self => ((FutureActorRef<T>)self).TimeOut(), this, limit, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public override void Stop() => End();

    public override void SendSystemMessage(SystemMessage message)
    {
        switch (message)
        {
            case Watch watch when !AddWatcher(watch.Watcher):
                watch.Watcher.SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true));
                break;
            case Unwatch unwatch:
                lock (_watchersLock)
                {
                    _watchers?.Remove(unwatch.Watcher);
                }

                break;
        }
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (TryAnswer(message, sender))
        {
            End();
        }
        else
        {
            System.DeadLetters.Tell(new DeadLetter(message, sender, this), sender);
        }
    }

    private bool TryAnswer(object message, IActorRef sender)
    {
        switch (message)
        {
            case T reply:
                return _result.TrySetResult(reply);
            case Status.Failure failure:
                return _result.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message."));
            default:
                var refused = _result.TrySetException(
                    new ArgumentException($"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]"));
                if (refused)
                {
                    System.DeadLetters.Tell(new DeadLetter(message, sender, this), sender);
                }

                return refused;
        }
    }

    private void Cancel(CancellationToken token)
    {
        if (_result.TrySetCanceled(token))
        {
            End();
        }
    }

    private void TimeOut()
    {
        if (_result.TrySetException(new AskTimeoutException($"Timeout after {_limit} seconds")))
        {
            End();
        }
    }

    private bool AddWatcher(IInternalActorRef watcher)
    {
        lock (_watchersLock)
        {
            if (!_ended)
            {
                (_watchers ??= []).Add(watcher);
            }

            return !_ended;
        }
    }

    private void End()
    {
        _timer?.Dispose();
        _registration.Unregister();
        HashSet<IInternalActorRef> watchers;
        lock (_watchersLock)
        {
            _ended = true;
            watchers = _watchers;
            _watchers = null;
        }

        foreach (var watcher in watchers ?? [])
        {
            watcher.SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true));
        }
    }
}
