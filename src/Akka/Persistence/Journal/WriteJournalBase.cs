using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

public abstract class WriteJournalBase : ActorBase
{
    /// <summary>Gives the writes of a batch as they are to be stored: stamped with the scheduler's clock, and without senders.</summary>
    protected IEnumerable<AtomicWrite> PreparePersistentBatch(IEnumerable<IPersistentEnvelope> resequenceables) => Prepare(resequenceables);

    internal static List<AtomicWrite> Prepare(IEnumerable<IPersistentEnvelope> resequenceables)
    {
        var now = Context.System.Scheduler.Now.UtcTicks;
        List<AtomicWrite> prepared = [];
        foreach (var envelope in resequenceables)
        {
            if (envelope is AtomicWrite write)
            {
                prepared.Add(write.Size == 1
                    ? new AtomicWrite(Stored(write.Events[0], now))
                    : new AtomicWrite(ImmutableArray.CreateRange<IPersistentRepresentation>(write.Events.Select(one => Stored(one, now)))));
            }
        }

        return prepared;
    }

    private static Persistent Stored(IPersistentRepresentation one, long now) =>
        new(one.Payload, one.SequenceNr, one.PersistenceId, one.Manifest, one.IsDeleted, ActorRefs.NoSender, one.WriterGuid, now);
}
