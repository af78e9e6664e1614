using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A scheduler whose time stands still until the test moves it. What falls due runs on the test's thread, in order.</summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Item, (DateTimeOffset Due, long Sequence)> _items = new();
    private readonly DateTimeOffset _start;
    private DateTimeOffset _now;
    private long _sequence;

    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
        _ = (schedulerConfig, log);
        _start = TimeProvider.System.GetUtcNow();
        _now = _start;
    }

    public DateTimeOffset Now => TimeNow;

    public TimeSpan MonotonicClock => TimeNow - _start;

    public TimeSpan HighResMonotonicClock => MonotonicClock;

    public IAdvancedScheduler Advanced => this;

    protected DateTimeOffset TimeNow
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <summary>Moves time on and runs what has fallen due.</summary>
    public void Advance(TimeSpan offset) => AdvanceTo(TimeNow + offset);

    public void AdvanceTo(DateTimeOffset when)
    {
        lock (_lock)
        {
            if (when < _now)
            {
                throw new InvalidOperationException("You can't reverse time...");
            }

            _now = when;
        }

        while (TakeDue() is { } item)
        {
            item.Run();
            if (item.Interval is { } interval)
            {
                Add(item with { Due = item.Due + interval });
            }
        }
    }

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, null, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(delay, null, action, cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action) => Add(delay, null, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => Add(initialDelay, interval, action, null);

    private void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable cancelable) =>
        Add(new Item(TimeNow + delay, interval, action, cancelable));

    private void Add(Item item)
    {
        lock (_lock)
        {
            _items.Enqueue(item, (item.Due, _sequence++));
        }
    }

    private Item TakeDue()
    {
        lock (_lock)
        {
            while (_items.TryPeek(out var item, out var next) && next.Due <= _now)
            {
                _items.Dequeue();
                if (item.Cancelable?.IsCancellationRequested != true)
                {
                    return item;
                }
            }

            return null;
        }
    }

    private sealed record Item(DateTimeOffset Due, TimeSpan? Interval, Action Action, ICancelable Cancelable)
    {
        public void Run() => Action();
    }
}
