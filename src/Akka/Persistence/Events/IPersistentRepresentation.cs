using Akka.Actor;

namespace Akka.Persistence;

/// <summary>An event with its place in the journal: whose it is and which number it has.</summary>
public interface IPersistentRepresentation
{
    object Payload { get; }

    string Manifest { get; }

    string PersistenceId { get; }

    long SequenceNr { get; }

    /// <summary>Gets when the journal took the event, in UTC ticks; 0 before that.</summary>
    long Timestamp { get; }

    string WriterGuid { get; }

    bool IsDeleted { get; }

    IActorRef Sender { get; }

    IPersistentRepresentation WithPayload(object payload);

    IPersistentRepresentation WithManifest(string manifest);

    IPersistentRepresentation WithTimestamp(long timestamp);

    IPersistentRepresentation Update(long sequenceNr, string persistenceId, bool isDeleted, IActorRef sender, string writerGuid);
}
