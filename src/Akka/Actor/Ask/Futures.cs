namespace Akka.Actor;

/// <summary>Sends a message with a one-shot ref as its sender and gives what that ref is told first.</summary>
public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messageFactory);
        var system = SystemOf(self)
            ?? throw new ArgumentException($"Unable to ask [{self}]: it belongs to no actor system.", nameof(self));
        var limit = timeout ?? system.Settings.AskTimeout;
        if (limit == TimeSpan.Zero)
        {
            limit = Timeout.InfiniteTimeSpan;
        }

        var reply = new FutureActorRef<T>(system);
        reply.Limit(limit, cancellationToken);
        self.Tell(messageFactory(reply), reply);
        return reply.Result;
    }

    private static ActorSystemImpl SystemOf(ICanTell target) => target switch
    {
        LocalActorRef local => local.Cell.SystemImpl,
        ActorSelection selection => SystemOf(selection.Anchor),
        ISystemRef known => known.System,
        _ => ActorCell.Current?.SystemImpl,
    };
}

/// <summary>A ref without a cell that still belongs to a system.</summary>
internal interface ISystemRef
{
    ActorSystemImpl System { get; }
}
