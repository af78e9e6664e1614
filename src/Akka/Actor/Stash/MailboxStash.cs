namespace Akka.Actor;

/// <summary>Messages put aside by an actor; taking them back puts them before the rest of its mailbox, in the order in which they came.</summary>
internal sealed class MailboxStash(ActorCell cell) : IStash
{
    private readonly LinkedList<Envelope> _stashed = new();

    public int Count => _stashed.Count;

    public bool IsEmpty => _stashed.Count == 0;

    public bool NonEmpty => _stashed.Count > 0;

    public bool IsFull => false;

    /// <summary>Gets -1: a stash here has no bound.</summary>
    public int Capacity => -1;

    public void Stash()
    {
        var envelope = cell.CurrentEnvelope;
        if (envelope.Message is null)
        {
            throw new InvalidOperationException("There is no current message to stash.");
        }

        if (_stashed.Last is { } last && ReferenceEquals(last.Value.Message, envelope.Message) && Equals(last.Value.Sender, envelope.Sender))
        {
            throw new IllegalActorStateException($"Can't stash the same message {envelope.Message} more than once");
        }

        _stashed.AddLast(envelope);
    }

    public void Unstash()
    {
        if (_stashed.First is { } first)
        {
            _stashed.RemoveFirst();
            cell.PutBack(first.Value);
        }
    }

    public void UnstashAll() => UnstashAll(_ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        while (_stashed.Last is { } last)
        {
            _stashed.RemoveLast();
            if (predicate(last.Value))
            {
                cell.PutBack(last.Value);
            }
        }
    }

    public IEnumerable<Envelope> ClearStash()
    {
        Envelope[] cleared = [.. _stashed];
        _stashed.Clear();
        return cleared;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Reverse())
        {
            _stashed.AddFirst(envelope);
        }
    }
}
