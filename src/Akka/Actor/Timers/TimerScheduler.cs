using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// The timers of one incarnation of an actor. A fired timer carries its generation, so that one which was cancelled or replaced
/// while its message lay in the mailbox is never seen.
/// </summary>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, Timer> _timers = [];
    private long _generation;

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        Start(key, msg, initialDelay, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, ActorRefs.NoSender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out var timer))
        {
            timer.Task.Cancel();
        }
    }

    public void CancelAll()
    {
        foreach (var timer in _timers.Values)
        {
            timer.Task.Cancel();
        }

        _timers.Clear();
    }

    /// <summary>Whether a fired timer is still the one that is running under its key.</summary>
    public bool Accept(TimerMessage message)
    {
        if (!_timers.TryGetValue(message.Key, out var timer) || timer.Generation != message.Generation)
        {
            return false;
        }

        if (!timer.Repeats)
        {
            _timers.Remove(message.Key);
        }

        return true;
    }

    private void Start(object key, object msg, TimeSpan delay, TimeSpan? interval, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(msg);
        Cancel(key);
        var generation = ++_generation;
        var message = msg is INotInfluenceReceiveTimeout
            ? new QuietTimerMessage(this, key, generation, msg)
            : new TimerMessage(this, key, generation, msg);
        var task = new Cancelable(cell.SystemImpl.Scheduler);
        if (interval is { } period)
        {
            cell.SystemImpl.Scheduler.ScheduleTellRepeatedly(delay, period, cell.Self, message, sender, task);
        }
        else
        {
            cell.SystemImpl.Scheduler.ScheduleTellOnce(delay, cell.Self, message, sender, task);
        }

        _timers[key] = new Timer(generation, interval.HasValue, task);
    }

    private sealed record Timer(long Generation, bool Repeats, Cancelable Task);
}

internal class TimerMessage(TimerScheduler owner, object key, long generation, object message) : INoSerializationVerificationNeeded, IDeadLetterSuppression, IWrappedMessage
{
    public object Key { get; } = key;

    public long Generation { get; } = generation;

    public object Message { get; } = message;

    /// <summary>Gives the actor's own message, unless the timer belongs to an earlier incarnation or is no longer running.</summary>
    public bool TryUnwrap(ActorBase actor, out object unwrapped)
    {
        unwrapped = Message;
        return actor is IWithTimers timed && ReferenceEquals(timed.Timers, owner) && owner.Accept(this);
    }

    public override string ToString() => $"Timer({Key}, {Message})";
}

internal sealed class QuietTimerMessage(TimerScheduler owner, object key, long generation, object message)
    : TimerMessage(owner, key, generation, message), INotInfluenceReceiveTimeout;
