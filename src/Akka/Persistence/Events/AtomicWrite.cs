using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence;

public interface IPersistentEnvelope
{
    object Payload { get; }

    IActorRef Sender { get; }

    int Size { get; }
}

/// <summary>Events that are stored all or none: one of a Persist, those of a PersistAll.</summary>
public sealed class AtomicWrite : IPersistentEnvelope
{
    private readonly IImmutableList<IPersistentRepresentation> _events;

    public AtomicWrite(IPersistentRepresentation @event)
        : this(ImmutableArray.Create(@event))
    {
    }

    public AtomicWrite(IImmutableList<IPersistentRepresentation> payload)
    {
        if (payload is not { Count: > 0 })
        {
            throw new ArgumentException("A write holds one event at least.", nameof(payload));
        }

        _events = payload;
        PersistenceId = payload[0].PersistenceId;
        for (var i = 1; i < payload.Count; i++)
        {
            if (payload[i].PersistenceId != PersistenceId)
            {
                throw new ArgumentException(
                    $"A write holds events of one persistence id: [{PersistenceId}] and [{payload[i].PersistenceId}] are two.", nameof(payload));
            }
        }
    }

    /// <summary>Gets the events, an immutable list of <see cref="IPersistentRepresentation"/>.</summary>
    public object Payload => _events;

    public IActorRef Sender => _events[0].Sender;

    public int Size => _events.Count;

    public string PersistenceId { get; }

    public long LowestSequenceNr => _events[0].SequenceNr;

    public long HighestSequenceNr => _events[_events.Count - 1].SequenceNr;

    internal IImmutableList<IPersistentRepresentation> Events => _events;

    public override string ToString() => $"AtomicWrite<pid: {PersistenceId}, seqNrs: {LowestSequenceNr}-{HighestSequenceNr}>";
}

/// <summary>A deferred call that travels with the events, so that its turn comes after them; nothing of it is stored.</summary>
internal sealed class NonPersistentMessage(object payload, IActorRef sender) : IPersistentEnvelope
{
    public object Payload { get; } = payload;

    public IActorRef Sender { get; } = sender;

    public int Size => 1;
}
