using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// The stash that a persistent actor uses itself. Taken back as a whole, its messages go before the commands that are put aside
/// internally: those come back one at a time and would otherwise overtake.
/// </summary>
internal sealed class PersistentStash(IStash own, InternalStash inner) : IStash
{
    public int Count => own.Count;

    public bool IsEmpty => own.IsEmpty;

    public bool NonEmpty => own.NonEmpty;

    public bool IsFull => own.IsFull;

    public int Capacity => own.Capacity;

    public void Stash() => own.Stash();

    public void Unstash() => own.Unstash();

    public void UnstashAll() => inner.Prepend(own.ClearStash());

    public void UnstashAll(Func<Envelope, bool> predicate) => own.UnstashAll(predicate);

    public IEnumerable<Envelope> ClearStash() => own.ClearStash();

    public void Prepend(IEnumerable<Envelope> envelopes) => own.Prepend(envelopes);
}
