namespace Akka.Actor;

public static class ActorRefs
{
    public static readonly Nobody Nobody = Nobody.Instance;

    public static readonly IActorRef NoSender;
}

/// <summary>Stands for "there is no such actor"; what is told to it is gone.</summary>
public sealed class Nobody : ActorRefBase, IInternalActorRef
{
    public static Nobody Instance = new();

    private Nobody()
    {
    }

    public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "all-systems"), "/Nobody");

    IInternalActorRef IInternalActorRef.Parent => this;

    bool IInternalActorRef.IsTerminated => true;

    IReadOnlyCollection<IInternalActorRef> IInternalActorRef.Children => [];

    IInternalActorRef IInternalActorRef.Child(string name) => this;

    void IInternalActorRef.Stop()
    {
    }

    void IInternalActorRef.Suspend()
    {
    }

    void IInternalActorRef.Resume(Exception causedByFailure)
    {
    }

    void IInternalActorRef.Restart(Exception cause)
    {
    }

    void IInternalActorRef.SendSystemMessage(SystemMessage message) => DeadMailbox.Answer(message);

    protected override void TellInternal(object message, IActorRef sender)
    {
    }
}

public static class ActorRefExtensions
{
    public static bool IsNobody(this IActorRef actorRef) => actorRef is null or Nobody;

    public static IActorRef GetOrElse(this IActorRef actorRef, Func<IActorRef> elseValue) =>
        actorRef.IsNobody() ? elseValue() : actorRef;
}

public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Tells with the current actor as sender, or with none outside of actors.</summary>
    public static void Tell(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.CurrentSelf);

    public static void Forward(this IActorRef receiver, object message)
    {
        var cell = ActorCell.Current;
        receiver.Tell(message, cell?.Sender ?? ActorRefs.NoSender);
    }
}
