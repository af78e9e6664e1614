namespace Akka.Actor;

/// <summary>A path, possibly with wildcards, that is resolved anew for each message.</summary>
public class ActorSelection : ICanTell
{
    private readonly string[] _elements;

    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, path.Split('/', StringSplitOptions.RemoveEmptyEntries))
    {
    }

    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        Anchor = anchor;
        _elements = [.. elements];
    }

    public IActorRef Anchor { get; }

    public string PathString => "/" + string.Join("/", _elements);

    public void Tell(object message, IActorRef sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        var from = sender ?? ActorCell.CurrentSelf ?? ActorRefs.NoSender;
        SelectionMessage.Deliver((IInternalActorRef)Anchor, _elements, message, from);
    }

    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <exception cref="ActorNotFoundException">Nobody answered in time.</exception>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException($"No actor at {PathString}.");
        }
        catch (Exception e) when (e is AskTimeoutException or OperationCanceledException)
        {
            throw new ActorNotFoundException($"No actor at {PathString} answered in time.", e);
        }
    }

    public override bool Equals(object obj) => obj is ActorSelection other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    public override string ToString() => $"ActorSelection[Anchor({Anchor.Path}), Path({PathString})]";

    protected bool Equals(ActorSelection other) => other is not null && Equals(Anchor, other.Anchor) && PathString == other.PathString;
}
