namespace Akka.Actor;

public interface ICanTell
{
    void Tell(object message, IActorRef sender);
}

public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable
{
    ActorPath Path { get; }
}

/// <summary>What the tree itself needs of a ref, beside telling it messages.</summary>
internal interface IInternalActorRef : IActorRef
{
    IInternalActorRef Parent { get; }

    bool IsTerminated { get; }

    void Stop();

    void Suspend();

    void Resume(Exception causedByFailure);

    void Restart(Exception cause);

    void SendSystemMessage(SystemMessage message);

    /// <summary>The live child of that name, or <see cref="ActorRefs.Nobody"/>.</summary>
    IInternalActorRef Child(string name);

    IReadOnlyCollection<IInternalActorRef> Children { get; }
}
