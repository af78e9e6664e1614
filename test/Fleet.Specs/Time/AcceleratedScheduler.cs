using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace EdgeActors.Specs.Time;

/// <summary>An actor system's scheduler on <see cref="AcceleratedTime"/>; all systems of the process share one clock.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "a timer ends with its task")]
internal sealed class AcceleratedScheduler(Config scheduler, ILoggingAdapter log) : SchedulerBase(scheduler, log)
{
    /// <summary>For <c>akka.scheduler.implementation</c>.</summary>
    public const string TypeName = "EdgeActors.Specs.Time.AcceleratedScheduler, Fleet.Specs";

    /// <summary>The clock of the fleet.</summary>
    public static AcceleratedTime Clock { get; } = new(60);

    public override TimeSpan MonotonicClock => Clock.Elapsed;

    public override TimeSpan HighResMonotonicClock => Clock.Elapsed;

    protected override DateTimeOffset TimeNow => Clock.GetUtcNow();

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Schedule(delay, Timeout.InfiniteTimeSpan, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Schedule(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        Schedule(delay, Timeout.InfiniteTimeSpan, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Schedule(initialDelay, interval, action, cancelable);

    private static void Schedule(TimeSpan delay, TimeSpan interval, Action action, ICancelable? cancelable)
    {
        if (cancelable?.IsCancellationRequested == true)
        {
            return;
        }

        bool once = interval == Timeout.InfiniteTimeSpan;
        Box box = new();
        box.Timer = Clock.CreateTimer(
            _ =>
            {
                if (cancelable?.IsCancellationRequested != true)
                {
                    action();
                }

                if (once)
                {
                    box.Timer?.Dispose();
                }
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        cancelable?.Token.UnsafeRegister(static held => ((Box)held!).Timer?.Dispose(), box);
        try
        {
            box.Timer.Change(delay, interval);
        }
        catch (ObjectDisposedException)
        {
            // Cancelled meanwhile.
        }
    }

    private sealed class Box
    {
        public ITimer? Timer { get; set; }
    }
}
