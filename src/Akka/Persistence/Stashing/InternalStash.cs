using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Commands that came while an actor recovered or stored; unlike an actor's own stash it takes the same message twice.</summary>
internal sealed class InternalStash(ActorCell cell)
{
    private readonly LinkedList<Envelope> _stashed = new();

    public void Stash() => _stashed.AddLast(cell.CurrentEnvelope);

    public void Unstash()
    {
        if (_stashed.First is { } first)
        {
            _stashed.RemoveFirst();
            cell.PutBack(first.Value);
        }
    }

    public void UnstashAll()
    {
        while (_stashed.Last is { } last)
        {
            _stashed.RemoveLast();
            cell.PutBack(last.Value);
        }
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Reverse())
        {
            _stashed.AddFirst(envelope);
        }
    }
}
