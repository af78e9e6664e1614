namespace Akka.Actor;

/// <summary>Tells the outcome of a task to an actor. A fault or cancellation becomes a <see cref="Status.Failure"/> unless it is mapped.</summary>
public static class PipeToSupport
{
    public static Task PipeTo<T>(
        this Task<T> taskToPipe, ICanTell recipient, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe, recipient, sender, success, failure);

    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe, ICanTell recipient, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe.AsTask(), recipient, sender, success, failure);

    public static Task PipeTo<T>(
        this Task<T> taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef sender = null,
        Func<T, object> success = null,
        Func<Exception, object> failure = null) =>
        Pipe(taskToPipe, recipient, sender, success, failure);

    public static Task PipeTo(
        this Task taskToPipe, ICanTell recipient, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null) =>
        PipeEnd(taskToPipe, recipient, sender, success, failure);

    public static Task PipeTo(
        this ValueTask taskToPipe, ICanTell recipient, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null) =>
        PipeEnd(taskToPipe.AsTask(), recipient, sender, success, failure);

    public static Task PipeTo(
        this Task taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef sender = null,
        Func<object> success = null,
        Func<Exception, object> failure = null) =>
        PipeEnd(taskToPipe, recipient, sender, success, failure);

    private static async Task Pipe<T>(
        Task<T> task, ICanTell recipient, IActorRef sender, Func<T, object> success, Func<Exception, object> failure)
    {
        try
        {
            var result = await task.ConfigureAwait(false);
            recipient.Tell(success is null ? result : success(result), sender);
        }
        catch (Exception e)
        {
            TellFailure(recipient, sender, failure, e);
        }
    }

    private static async Task PipeEnd(
        Task task, ICanTell recipient, IActorRef sender, Func<object> success, Func<Exception, object> failure)
    {
        try
        {
            await task.ConfigureAwait(false);
            if (success is not null)
            {
                recipient.Tell(success(), sender);
            }
        }
        catch (Exception e)
        {
            TellFailure(recipient, sender, failure, e);
        }
    }

    private static void TellFailure(ICanTell recipient, IActorRef sender, Func<Exception, object> failure, Exception cause) =>
        recipient.Tell(failure is null ? new Status.Failure(cause) : failure(cause), sender);
}
