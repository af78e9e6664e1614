namespace EdgeActors.Specs.SharedMemory;

/// <summary>A clock that stands still until it is moved, and one timer that fires when it is told to.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _ticks;
    private TimerCallback? _callback;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan? Period { get; private set; }

    public override long GetTimestamp() => _ticks;

    public void Pass(TimeSpan time) => _ticks += time.Ticks;

    public void Fire() => _callback!(null);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_callback, Period) = (callback, period);
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose()
        {
            // Fires only when told to.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
