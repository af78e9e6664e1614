using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Keeps events as long as the system lives.</summary>
public class MemoryJournal : AsyncWriteJournal
{
    private readonly ConcurrentDictionary<string, long> _highest = new();

    protected virtual ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Messages { get; } = new();

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) =>
        Task.FromResult(_highest.GetValueOrDefault(persistenceId));

    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        foreach (var one in Read(persistenceId, fromSequenceNr, toSequenceNr, max))
        {
            recoveryCallback(one);
        }

        return Task.CompletedTask;
    }

    public IEnumerable<IPersistentRepresentation> Read(string pid, long fromSeqNr, long toSeqNr, long max)
    {
        if (!Messages.TryGetValue(pid, out var events))
        {
            return [];
        }

        lock (events)
        {
            return [.. events.Where(one => one.SequenceNr >= fromSeqNr && one.SequenceNr <= toSeqNr).Take((int)Math.Min(max, int.MaxValue))];
        }
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        foreach (var write in messages)
        {
            var events = Messages.GetOrAdd(write.PersistenceId, _ => new LinkedList<IPersistentRepresentation>());
            lock (events)
            {
                foreach (var one in write.Events)
                {
                    events.AddLast(one);
                }
            }

            _highest[write.PersistenceId] = Math.Max(_highest.GetValueOrDefault(write.PersistenceId), write.HighestSequenceNr);
        }

        return Task.FromResult<IImmutableList<Exception>>(null);
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr)
    {
        if (Messages.TryGetValue(persistenceId, out var events))
        {
            lock (events)
            {
                while (events.First is { } first && first.Value.SequenceNr <= toSequenceNr)
                {
                    events.RemoveFirst();
                }
            }
        }

        return Task.CompletedTask;
    }
}
