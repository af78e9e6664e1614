using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>
/// A journal whose storage answers by tasks. Batches are handed over in the order in which they came, and answered in that order whenever
/// storage is done with them; a replay begins when the earlier writes of the same id have been answered, so that a restarted actor never
/// misses what its forerunner had in flight.
/// </summary>
public abstract class AsyncWriteJournal : WriteJournalBase, IAsyncRecovery
{
    private readonly Dictionary<string, Task> _writing = [];
    private Task _answered = Task.CompletedTask;

    public abstract Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback);

    public abstract Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);

    /// <summary>
    /// Stores writes, each of them wholly or not at all. The result is null when all are stored, or else has an item per write:
    /// null, or why that write was rejected. A task that fails means that storage as such does not work.
    /// </summary>
    protected abstract Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages);

    protected abstract Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr);

    /// <summary>Handles what is not of the journal protocol.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    protected sealed override bool Receive(object message) => ReceiveWriteJournal(message) || ReceivePluginInternal(message);

    protected bool ReceiveWriteJournal(object message)
    {
        switch (message)
        {
            case WriteMessages write:
                Write(write);
                return true;
            case ReplayMessages replay when Pending(replay.PersistenceId) is { IsCompleted: false } writes:
                _ = AgainAfter(writes, replay, Self);
                return true;
            case ReplayMessages replay:
                _ = ReplayAsync(replay, Context);
                return true;
            case DeleteMessagesTo delete:
                _ = DeleteAsync(delete, Self);
                return true;
            default:
                return false;
        }
    }

    protected static Exception TryUnwrapException(Exception e) =>
        e is AggregateException aggregate && aggregate.Flatten() is { InnerExceptions: [var only] } ? only : e;

    private void Write(WriteMessages message)
    {
        var writes = Prepare(message.Messages);
        _answered = WriteAsync(message, writes, _answered);
        if (!_answered.IsCompleted && writes.Count > 0)
        {
            _writing[writes[0].PersistenceId] = _answered;
        }
    }

    private Task Pending(string persistenceId) => _writing.GetValueOrDefault(persistenceId, Task.CompletedTask);

    private async Task WriteAsync(WriteMessages message, List<AtomicWrite> writes, Task earlier)
    {
        IImmutableList<Exception> results = null;
        Exception failure = null;
        try
        {
            results = writes.Count == 0 ? null : await WriteMessagesAsync(writes).ConfigureAwait(false);
            if (results is not null && results.Count != writes.Count)
            {
                throw new InvalidOperationException($"{GetType()} gave {results.Count} results for {writes.Count} writes.");
            }
        }
        catch (Exception e)
        {
            failure = TryUnwrapException(e);
        }

        // The first answer lets the actor send its next batch. One without events, or that cannot be serialized, is done with before the others
        // are told, and the actor would call its handlers with each other's events.
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (failure is not null)
        {
            WriteAnswers.TellFailure(message, failure, writes.Count);
        }
        else
        {
            WriteAnswers.Tell(message, results);
        }
    }

    private static async Task AgainAfter(Task writes, ReplayMessages replay, IActorRef self)
    {
        await writes.ConfigureAwait(false);
        self.Tell(replay, replay.PersistentActor);
    }

    private async Task ReplayAsync(ReplayMessages message, IActorContext context)
    {
        var actor = message.PersistentActor;
        try
        {
            var highest = await ReadHighestSequenceNrAsync(message.PersistenceId, Math.Max(0, message.FromSequenceNr - 1)).ConfigureAwait(false);
            var last = Math.Min(message.ToSequenceNr, highest);
            if (last > 0 && message.FromSequenceNr <= last)
            {
                await ReplayMessagesAsync(
                    context,
                    message.PersistenceId,
                    message.FromSequenceNr,
                    last,
                    message.Max,
                    one => actor.Tell(new ReplayedMessage(one) { Instance = message.Instance }, ActorRefs.NoSender)).ConfigureAwait(false);
            }

            actor.Tell(new RecoverySuccess(highest) { Instance = message.Instance }, ActorRefs.NoSender);
        }
        catch (Exception e)
        {
            actor.Tell(new ReplayMessagesFailure(TryUnwrapException(e)) { Instance = message.Instance }, ActorRefs.NoSender);
        }
    }

    private async Task DeleteAsync(DeleteMessagesTo message, IActorRef self)
    {
        try
        {
            await DeleteMessagesToAsync(message.PersistenceId, message.ToSequenceNr).ConfigureAwait(false);
            message.PersistentActor.Tell(new DeleteMessagesSuccess(message.ToSequenceNr), self);
        }
        catch (Exception e)
        {
            message.PersistentActor.Tell(new DeleteMessagesFailure(TryUnwrapException(e), message.ToSequenceNr), self);
        }
    }
}
