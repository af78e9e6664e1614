namespace EdgeActors.Specs.Aws.Credentials;

/// <summary>Both clocks of a device, moved by the spec: time passes and timers fire in order, or the time of day alone jumps.</summary>
internal sealed class VirtualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private TimeSpan _now;
    private DateTimeOffset _epoch = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Time that has passed.</summary>
    public TimeSpan Passed
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Passed.Ticks;

    public override DateTimeOffset GetUtcNow() => _epoch + Passed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    /// <summary>The time of day jumps; no time passes.</summary>
    public void Jump(TimeSpan by) => _epoch += by;

    /// <summary>Lets time pass, firing on this thread each timer at its moment.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan end = Passed + by;
        while (NextUntil(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _now = end;
        }
    }

    private Timer? NextUntil(TimeSpan end)
    {
        lock (_gate)
        {
            Timer? next = _timers.MinBy(timer => timer.Due);
            if (next is null || next.Due > end)
            {
                return null;
            }

            _now = next.Due > _now ? next.Due : _now;
            next.Due = TimeSpan.MaxValue;
            return next;
        }
    }

    private sealed class Timer(VirtualClock clock, Action fire) : ITimer
    {
        public TimeSpan Due { get; set; } = TimeSpan.MaxValue;

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : clock._now + dueTime;
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                Due = TimeSpan.MaxValue;
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
