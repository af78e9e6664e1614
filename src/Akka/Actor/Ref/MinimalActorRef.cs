namespace Akka.Actor;

/// <summary>A ref with no actor behind it: every part of the life cycle is a no-op and watchers learn at once that it is dead.</summary>
internal abstract class MinimalActorRef : ActorRefBase, IInternalActorRef
{
    public virtual IInternalActorRef Parent => ActorRefs.Nobody;

    public virtual bool IsTerminated => false;

    public virtual IReadOnlyCollection<IInternalActorRef> Children => [];

    public virtual IInternalActorRef Child(string name) => ActorRefs.Nobody;

    public virtual void Stop()
    {
    }

    public void Suspend()
    {
    }

    public void Resume(Exception causedByFailure)
    {
    }

    public void Restart(Exception cause)
    {
    }

    public virtual void SendSystemMessage(SystemMessage message) => DeadMailbox.Answer(message);

    protected override void TellInternal(object message, IActorRef sender)
    {
    }
}
