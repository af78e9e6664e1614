namespace Akka.Actor;

internal abstract class ScheduledTask(ICancelable cancelable)
{
    /// <summary>Gets or sets when the task is due, in the clock's ticks.</summary>
    public long Due { get; set; }

    /// <summary>Gets the time between runs; null for a task that runs once.</summary>
    public TimeSpan? Interval { get; init; }

    public bool IsCancelled => cancelable?.IsCancellationRequested == true;

    public abstract void Run();
}

internal sealed class ScheduledTell(ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) : ScheduledTask(cancelable)
{
    public override void Run() => receiver.Tell(message, sender);

    public override string ToString() => $"[{receiver}.Tell({message}, {sender})]";
}

internal sealed class ScheduledAction(Action action, ICancelable cancelable) : ScheduledTask(cancelable)
{
    public override void Run() => action();
}
