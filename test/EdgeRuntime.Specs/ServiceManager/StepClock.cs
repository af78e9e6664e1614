namespace EdgeActors.Specs.ServiceManager;

/// <summary>A clock that the spec moves, with timers that come again.</summary>
internal sealed class StepClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            Timer timer = new(this, () => callback(state));
            timer.Change(dueTime, period);
            _timers.Add(timer);
            return timer;
        }
    }

    /// <summary>Lets time pass; each timer that is due by then fires once.</summary>
    public void Advance(TimeSpan by)
    {
        Timer[] due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.Due <= _now)];
            Array.ForEach(due, timer => timer.Due = timer.Period > TimeSpan.Zero ? _now + timer.Period : TimeSpan.MaxValue);
        }

        Array.ForEach(due, timer => timer.Fire());
    }

    private sealed class Timer(StepClock clock, Action fire) : ITimer
    {
        public TimeSpan Due { get; set; } = TimeSpan.MaxValue;

        public TimeSpan Period { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : clock._now + dueTime;
                Period = period;
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
