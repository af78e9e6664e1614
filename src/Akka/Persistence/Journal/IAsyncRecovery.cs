using Akka.Actor;

namespace Akka.Persistence.Journal;

public interface IAsyncRecovery
{
    /// <summary>Gives every event between two numbers, both included, to the callback: in order and no more than max.</summary>
    Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback);

    /// <summary>Reads the highest number that was ever stored under an id, even if its event was deleted; 0 for none.</summary>
    Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);
}
