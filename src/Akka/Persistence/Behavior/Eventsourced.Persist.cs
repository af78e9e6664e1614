using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private readonly string _writerGuid = Guid.NewGuid().ToString();
    private readonly Queue<PendingHandler> _pending = new();
    private List<IPersistentEnvelope> _batch = [];
    private int _pendingStashing;
    private bool _isWriting;
    private long _sequenceNr;

    /// <summary>Stores an event and then calls the handler; commands wait until it was called.</summary>
    /// <exception cref="InvalidOperationException">The actor is still recovering.</exception>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler) => Add(@event, handler, isStashing: true);

    /// <summary>Stores an event and then calls the handler; commands are handled meanwhile.</summary>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler) => Add(@event, handler, isStashing: false);

    /// <summary>Stores events all or none, and then calls the handler with each.</summary>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) => AddAll(events, handler, isStashing: true);

    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) => AddAll(events, handler, isStashing: false);

    /// <summary>Calls the handler after those of all events before it; at once when there are none. Nothing is stored.</summary>
    public void DeferAsync<TEvent>(TEvent evt, Action<TEvent> handler)
    {
        CheckRecovered();
        if (_pending.Count == 0)
        {
            handler(evt);
            return;
        }

        _pending.Enqueue(new PendingHandler<TEvent>(handler, isStashing: false));
        _batch.Add(new NonPersistentMessage(evt, Sender));
    }

    /// <summary>Deletes events up to a number for good; <see cref="long.MaxValue"/> means all. The answer is a message to this actor.</summary>
    public void DeleteMessages(long toSequenceNr)
    {
        if (toSequenceNr == long.MaxValue || toSequenceNr <= LastSequenceNr)
        {
            Journal.Tell(new DeleteMessagesTo(PersistenceId, Math.Min(toSequenceNr, LastSequenceNr), Self), Self);
            return;
        }

        var cause = new InvalidOperationException($"toSequenceNr [{toSequenceNr}] must be less than or equal to LastSequenceNr [{LastSequenceNr}]");
        Self.Tell(new DeleteMessagesFailure(cause, toSequenceNr), Self);
    }

    private void Add<TEvent>(TEvent one, Action<TEvent> handler, bool isStashing)
    {
        CheckRecovered();
        Expect(new PendingHandler<TEvent>(handler, isStashing));
        _batch.Add(new AtomicWrite(Next(one, Sender)));
    }

    private void AddAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler, bool isStashing)
    {
        CheckRecovered();
        var sender = Sender;
        var pending = new PendingHandler<TEvent>(handler, isStashing);
        var writes = ImmutableArray.CreateBuilder<IPersistentRepresentation>();
        foreach (var one in (TEvent[])[.. events ?? []])
        {
            Expect(pending);
            writes.Add(Next(one, sender));
        }

        if (writes.Count > 0)
        {
            _batch.Add(new AtomicWrite(writes.DrainToImmutable()));
        }
    }

    private void CheckRecovered()
    {
        if (IsRecovering)
        {
            throw new InvalidOperationException("Cannot persist during replay. Events can be persisted when receiving RecoveryCompleted or later.");
        }
    }

    private void Expect(PendingHandler handler)
    {
        _pending.Enqueue(handler);
        if (handler.IsStashing)
        {
            _pendingStashing++;
        }
    }

    private Persistent Next(object payload, IActorRef sender) =>
        new(payload, ++_sequenceNr, PersistenceId, sender: sender, writerGuid: _writerGuid);

    /// <summary>Sends what has gathered as one batch, unless the one before is still being written.</summary>
    private void Flush()
    {
        if (!_isWriting && _batch.Count > 0)
        {
            Journal.Tell(new WriteMessages(_batch, Self, _instanceId), Self);
            _batch = [];
            _isWriting = true;
        }
    }
}
