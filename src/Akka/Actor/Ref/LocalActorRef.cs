namespace Akka.Actor;

/// <summary>The ref of an actor that has a cell and a mailbox in this process.</summary>
internal sealed class LocalActorRef : ActorRefBase, IInternalActorRef
{
    private readonly Mailbox _mailbox;

    public LocalActorRef(ActorSystemImpl system, Props props, IInternalActorRef parent, ActorPath path)
    {
        Path = path;
        Parent = parent;
        Cell = new ActorCell(system, this, props, parent);
        _mailbox = Cell.Mailbox;
    }

    public override ActorPath Path { get; }

    public IInternalActorRef Parent { get; }

    public ActorCell Cell { get; }

    public bool IsTerminated => _mailbox.IsClosed;

    public IReadOnlyCollection<IInternalActorRef> Children => Cell.ChildRefs();

    public IInternalActorRef Child(string name) => Cell.ChildNamed(name);

    public void Stop() => _mailbox.PostSystem(new Terminate());

    public void Suspend() => _mailbox.PostSystem(new Suspend());

    public void Resume(Exception causedByFailure) => _mailbox.PostSystem(new Resume(causedByFailure));

    public void Restart(Exception cause) => _mailbox.PostSystem(new Recreate(cause));

    public void SendSystemMessage(SystemMessage message) => _mailbox.PostSystem(message);

    protected override void TellInternal(object message, IActorRef sender) =>
        _mailbox.Post(new Envelope(message, sender ?? Cell.SystemImpl.DeadLetters));
}
