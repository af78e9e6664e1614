namespace Akka.Actor;

public static class GracefulStopSupport
{
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>Sends the stop message and waits for the end: true when the actor has terminated in time.</summary>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        var internalTarget = (IInternalActorRef)target;
        var death = new DeathRef();
        internalTarget.SendSystemMessage(new Watch(internalTarget, death));
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            return await death.Seen.WaitAsync(timeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            internalTarget.SendSystemMessage(new Unwatch(death));
        }
    }
}

/// <summary>A watcher that is a task.</summary>
internal sealed class DeathRef : MinimalActorRef
{
    private static readonly RootActorPath Place = new(new Address("akka", "temp"), "/death");
    private static long _number;

    private readonly TaskCompletionSource<bool> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<bool> Seen => _seen.Task;

    public override ActorPath Path { get; } = new ChildActorPath(Place, "watcher", Interlocked.Increment(ref _number));

    public override void SendSystemMessage(SystemMessage message)
    {
        if (message is DeathWatchNotification)
        {
            _seen.TrySetResult(true);
        }
    }
}
