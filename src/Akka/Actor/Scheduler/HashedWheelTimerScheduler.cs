using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// The scheduler of a running system. It keeps the name that Akka.NET's configuration knows, but orders its tasks in a heap
/// instead of a wheel: nothing ticks while nothing is due. Tasks run never early, and late by the pool's timer at most.
/// </summary>
public sealed class HashedWheelTimerScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly DueTasks _tasks;
    private readonly long _start;

    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log)
    {
        _start = _clock.GetTimestamp();
        _tasks = new DueTasks(_clock, log);
    }

    public override TimeSpan MonotonicClock => _clock.GetElapsedTime(_start);

    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    protected override DateTimeOffset TimeNow => _clock.GetUtcNow();

    public void Dispose() => _tasks.Dispose();

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        _tasks.Add(new ScheduledTell(receiver, message, sender, cancelable), delay);

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        _tasks.Add(new ScheduledTell(receiver, message, sender, cancelable) { Interval = interval }, initialDelay);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        _tasks.Add(new ScheduledAction(action, cancelable), delay);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        _tasks.Add(new ScheduledAction(action, cancelable) { Interval = interval }, initialDelay);
}
