namespace Akka.Actor;

/// <summary>Refs are equal when path and uid are: another incarnation under the same path is another ref.</summary>
public abstract class ActorRefBase : IActorRef
{
    public abstract ActorPath Path { get; }

    public void Tell(object message, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        TellInternal(message, sender);
    }

    public bool Equals(IActorRef other) =>
        ReferenceEquals(this, other) || (other is not null && Path.Uid == other.Path.Uid && Path.Equals(other.Path));

    public override bool Equals(object obj) => Equals(obj as IActorRef);

    public override int GetHashCode() => HashCode.Combine(Path.Uid, Path);

    public int CompareTo(IActorRef other)
    {
        if (other is null)
        {
            return 1;
        }

        var byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    public int CompareTo(object obj) =>
        obj is null or IActorRef ? CompareTo(obj as IActorRef) : throw new ArgumentException("Object must be an IActorRef.", nameof(obj));

    public override string ToString() => $"[{Path.ToStringWithUid()}]";

    protected abstract void TellInternal(object message, IActorRef sender);
}
