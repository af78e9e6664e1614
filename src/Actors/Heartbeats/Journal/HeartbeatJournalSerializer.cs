using Akka.Actor;
using EdgeActors.Records;
using Wire = EdgeActors.Protocol.HeartbeatJournal;

namespace EdgeActors.Heartbeats.Journal;

/// <summary>Bytes of the events and snapshots of heartbeats.</summary>
public sealed class HeartbeatJournalSerializer(ExtendedActorSystem? system) : RecordSerializer<IHeartbeatRecord>(system, Records)
{
    /// <summary>Stored beside the bytes; 1101 is that of captures, 1102 that of deployments.</summary>
    public const int Id = 1103;

    private static readonly RecordTable<IHeartbeatRecord> Records =
        new RecordTable<IHeartbeatRecord>("the journal of heartbeats", HeartbeatMapper.ToWire)
            .With("how1", static () => Wire.OutboxWritten.Parser, HeartbeatMapper.FromWire)
            .With("hrr1", static () => Wire.ResultReported.Parser, HeartbeatMapper.FromWire)
            .With("hre1", static () => Wire.ResultEnded.Parser, HeartbeatMapper.FromWire)
            .With("hra1", static () => Wire.RegistrationAnswered.Parser, HeartbeatMapper.FromWire)
            .With("hss1", static () => Wire.Snapshot.Parser, HeartbeatMapper.FromWire);

    /// <summary>Settings that bind the serializer, for every actor system that has heartbeats.</summary>
    public static string Hocon { get; } = Binding(typeof(HeartbeatJournalSerializer), "heartbeat-journal");

    /// <inheritdoc/>
    public override int Identifier => Id;
}
