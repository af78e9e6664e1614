using Akka.Event;

namespace Akka.Actor;

public interface IInternalActor
{
    IActorContext ActorContext { get; }
}

public abstract class ActorBase : IInternalActor
{
    private ActorCell _cell;
    private IActorRef _clearedSelf;

    protected ActorBase() => _cell = ActorCell.Current
        ?? throw new ActorInitializationException(
            $"You cannot create an instance of [{GetType()}] with new: use ActorOf with Props, from an actor's context or a system.");

    IActorContext IInternalActor.ActorContext => _cell;

    internal virtual Receive InitialBehavior => Receive;

    protected static IActorContext Context => ActorCell.Current
        ?? throw new NotSupportedException("There is no active ActorContext: this code runs outside of an actor's turn, for instance after an await without the actor's scheduler.");

    protected static Receive EmptyReceive { get; } = _ => false;

    protected IActorRef Self => _clearedSelf ?? Context.Self;

    protected IActorRef Sender => Context.Sender;

    public virtual void AroundPreStart() => PreStart();

    public virtual void AroundPostStop()
    {
        PostStop();
        (this as IWithTimers)?.Timers?.CancelAll();
    }

    public virtual void AroundPreRestart(Exception cause, object message)
    {
        PreRestart(cause, message);
        (this as IWithTimers)?.Timers?.CancelAll();
    }

    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    internal void Bind(ActorCell cell) => _cell = cell;

    internal void Clear(IActorRef self) => _clearedSelf = self;

    internal SupervisorStrategy Strategy() => SupervisorStrategy();

    protected internal virtual bool AroundReceive(Receive receive, object message)
    {
        var handled = receive(message);
        if (!handled)
        {
            Unhandled(message);
        }

        return handled;
    }

    protected abstract bool Receive(object message);

    protected virtual void PreStart()
    {
    }

    protected virtual void PostStop()
    {
    }

    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }

        PostStop();
    }

    protected virtual void PostRestart(Exception reason) => PreStart();

    protected virtual SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.DefaultStrategy;

    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
        {
            throw new DeathPactException(terminated.ActorRef);
        }

        Context.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    protected void Become(Receive receive) => Context.Become(receive);

    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);

    protected void UnbecomeStacked() => Context.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);
}
