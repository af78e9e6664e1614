using Akka.Event;

namespace Akka.Actor;

/// <summary>Scheduled work in order of its time, driven by one timer that is set to the next due time.</summary>
internal sealed class DueTasks : IDisposable
{
    private const int SweepAbove = 1024;

    // Milliseconds. A timer refuses more than 49.7 days; one that wakes up early is set again.
    private const int LongestWait = int.MaxValue;

    private readonly Lock _lock = new();
    private readonly PriorityQueue<ScheduledTask, (long Due, long Sequence)> _queue = new();
    private readonly TimeProvider _clock;
    private readonly ILoggingAdapter _log;
    private readonly ITimer _timer;
    private long _sequence;
    private long _armedFor = long.MaxValue;
    private int _sweepAt = SweepAbove;
    private bool _disposed;

    public DueTasks(TimeProvider clock, ILoggingAdapter log)
    {
        _clock = clock;
        _log = log;
        using (ExecutionContext.SuppressFlow())
        {
            _timer = clock.CreateTimer(static self => ((DueTasks)self).RunDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Add(ScheduledTask task, TimeSpan delay)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                throw new SchedulerException("cannot enqueue after timer shutdown");
            }

            task.Due = _clock.GetTimestamp() + Ticks(delay);
            Enqueue(task);
            Arm();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _queue.Clear();
            _timer.Dispose();
        }
    }

    private long Ticks(TimeSpan delay) => (long)Math.Ceiling(delay.TotalSeconds * _clock.TimestampFrequency);

    private void Enqueue(ScheduledTask task)
    {
        _queue.Enqueue(task, (task.Due, _sequence++));
        if (_queue.Count > _sweepAt)
        {
            Sweep();
        }
    }

    /// <summary>Cancelled tasks leave before their time when there are many, so that re-armed timeouts don't pile up.</summary>
    private void Sweep()
    {
        var live = _queue.UnorderedItems.Where(item => !item.Element.IsCancelled).ToArray();
        _queue.Clear();
        _queue.EnqueueRange(live);
        _sweepAt = Math.Max(SweepAbove, live.Length * 2);
    }

    private void Arm()
    {
        if (_queue.TryPeek(out _, out var next) && next.Due < _armedFor)
        {
            _armedFor = next.Due;
            var wait = _clock.GetElapsedTime(_clock.GetTimestamp(), next.Due);
            _timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, LongestWait)), Timeout.InfiniteTimeSpan);
        }
    }

    private void RunDue()
    {
        while (TakeDue() is { } task)
        {
            Run(task);
        }
    }

    private ScheduledTask TakeDue()
    {
        lock (_lock)
        {
            while (!_disposed && _queue.TryPeek(out var task, out var next))
            {
                if (next.Due > _clock.GetTimestamp())
                {
                    break;
                }

                _queue.Dequeue();
                if (!task.IsCancelled)
                {
                    return task;
                }
            }

            _armedFor = long.MaxValue;
            if (!_disposed)
            {
                Arm();
            }

            return null;
        }
    }

    private void Run(ScheduledTask task)
    {
        try
        {
            task.Run();
        }
        catch (Exception e)
        {
            _log.Error(e, "Error while executing scheduled task {0}", task);
            return;
        }

        if (task.Interval is { } interval && !task.IsCancelled)
        {
            lock (_lock)
            {
                if (!_disposed)
                {
                    task.Due += Ticks(interval);
                    Enqueue(task);
                }
            }
        }
    }
}
