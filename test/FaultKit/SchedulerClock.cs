using Akka.Actor;

namespace EdgeActors.FaultKit;

/// <summary>An actor system's time as a clock for ports: with a test scheduler both stand still together.</summary>
public sealed class SchedulerClock(IScheduler scheduler) : TimeProvider
{
    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => scheduler.Now;

    /// <inheritdoc />
    public override long GetTimestamp() => scheduler.MonotonicClock.Ticks;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ScheduledTimer timer = new(scheduler, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ScheduledTimer(IScheduler scheduler, Action run) : ITimer
    {
        private Cancelable? _current;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Cancelable? next = dueTime == Timeout.InfiniteTimeSpan ? null : new Cancelable(scheduler.Advanced);
            Interlocked.Exchange(ref _current, next)?.Cancel();
            if (next is null)
            {
                return true;
            }

            if (period > TimeSpan.Zero)
            {
                scheduler.Advanced.ScheduleRepeatedly(dueTime, period, run, next);
            }
            else
            {
                scheduler.Advanced.ScheduleOnce(dueTime, run, next);
            }

            return true;
        }

        public void Dispose() => Interlocked.Exchange(ref _current, null)?.Cancel();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
