using System.Collections.Immutable;

namespace Akka.Persistence.Journal;

/// <summary>Tells a persistent actor what became of its batch: first of the whole, then event by event, in order.</summary>
internal static class WriteAnswers
{
    public static void Tell(WriteMessages batch, IImmutableList<Exception> results)
    {
        batch.PersistentActor.Tell(WriteMessagesSuccessful.Instance, Actor.ActorRefs.NoSender);
        var at = 0;
        foreach (var envelope in batch.Messages)
        {
            if (envelope is AtomicWrite write)
            {
                TellEach(batch, write, results?[at++]);
            }
            else
            {
                Loop(batch, envelope);
            }
        }
    }

    public static void TellFailure(WriteMessages batch, Exception cause, int writes)
    {
        batch.PersistentActor.Tell(new WriteMessagesFailed(cause, writes), Actor.ActorRefs.NoSender);
        foreach (var envelope in batch.Messages)
        {
            if (envelope is AtomicWrite write)
            {
                foreach (var one in write.Events)
                {
                    batch.PersistentActor.Tell(new WriteMessageFailure(one, cause, batch.ActorInstanceId), one.Sender);
                }
            }
            else
            {
                Loop(batch, envelope);
            }
        }
    }

    private static void TellEach(WriteMessages batch, AtomicWrite write, Exception rejection)
    {
        for (var i = 0; i < write.Size; i++)
        {
            var one = write.Events[i];
            batch.PersistentActor.Tell(
                rejection is null
                    ? new WriteMessageSuccess(one, batch.ActorInstanceId)
                    : new WriteMessageRejected(one, rejection, batch.ActorInstanceId),
                one.Sender);
        }
    }

    private static void Loop(WriteMessages batch, IPersistentEnvelope envelope) =>
        batch.PersistentActor.Tell(new LoopMessageSuccess(envelope.Payload, batch.ActorInstanceId), envelope.Sender);
}
