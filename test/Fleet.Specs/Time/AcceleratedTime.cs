namespace EdgeActors.Specs.Time;

/// <summary>Real time, a fixed number of times faster: a day of a fleet passes in minutes while disks and sockets work as ever.</summary>
internal sealed class AcceleratedTime(double factor) : TimeProvider
{
    private readonly DateTimeOffset _origin = System.GetUtcNow();
    private readonly long _start = System.GetTimestamp();

    /// <summary>How much faster.</summary>
    public double Factor { get; } = factor;

    /// <summary>Time of the fleet since the start.</summary>
    public TimeSpan Elapsed => System.GetElapsedTime(_start) * Factor;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _origin + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(System.CreateTimer(callback, state, Scaled(dueTime), Scaled(period)), this);

    private TimeSpan Scaled(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Factor;

    private sealed class ScaledTimer(ITimer real, AcceleratedTime clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => real.Change(clock.Scaled(dueTime), clock.Scaled(period));

        public void Dispose() => real.Dispose();

        public ValueTask DisposeAsync() => real.DisposeAsync();
    }
}
