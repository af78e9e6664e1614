namespace Akka.Actor;

/// <summary>A message of the tree to a cell. It is processed before user messages, and while the mailbox is suspended. Each instance is sent once.</summary>
internal abstract class SystemMessage
{
    /// <summary>Gets or sets the neighbour in a mailbox's list; belongs to the mailbox.</summary>
    public SystemMessage Next { get; set; }

    /// <summary>Gets a value indicating whether a suspended cell puts the message aside.</summary>
    public virtual bool WaitsWhileSuspended => false;

    /// <summary>Gets a value indicating whether a cell that waits for its children before a restart puts the message aside.</summary>
    public virtual bool WaitsForChildren => false;
}

internal sealed class Create : SystemMessage;

internal sealed class Terminate : SystemMessage;

internal sealed class Suspend : SystemMessage
{
    public override bool WaitsForChildren => true;
}

internal sealed class Resume(Exception causedByFailure) : SystemMessage
{
    public Exception CausedByFailure { get; } = causedByFailure;

    public override bool WaitsForChildren => true;
}

internal sealed class Recreate(Exception cause) : SystemMessage
{
    public Exception Cause { get; } = cause;

    public override bool WaitsForChildren => true;
}

internal sealed class Failed(IActorRef child, Exception cause) : SystemMessage
{
    public IActorRef Child { get; } = child;

    public Exception Cause { get; } = cause;

    public override bool WaitsWhileSuspended => true;

    public override bool WaitsForChildren => true;
}

internal sealed class Watch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watchee { get; } = watchee;

    public IInternalActorRef Watcher { get; } = watcher;
}

internal sealed class Unwatch(IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watcher { get; } = watcher;
}

internal sealed class DeathWatchNotification(IActorRef actor, bool existenceConfirmed) : SystemMessage
{
    public IActorRef Actor { get; } = actor;

    public bool ExistenceConfirmed { get; } = existenceConfirmed;
}

/// <summary>Runs a piece of an asynchronous handler in the actor's own turn.</summary>
internal sealed class ResumeTask(ActorTaskRunner runner, Task task) : SystemMessage
{
    public ActorTaskRunner Runner { get; } = runner;

    public Task Task { get; } = task;
}
