using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using EdgeActors.Records;
using Google.Protobuf;
using Wire = EdgeActors.Protocol.HeartbeatJournal;

namespace EdgeActors.Heartbeats.Journal;

/// <summary>
/// Bytes of the events and snapshots of heartbeats. A manifest is written for ever: a changed meaning gets a new one, and the old one is still read.
/// </summary>
public sealed class HeartbeatJournalSerializer(ExtendedActorSystem? system) : SerializerWithStringManifest(system!)
{
    /// <summary>Stored beside the bytes; 1101 is that of captures, 1102 that of deployments.</summary>
    public const int Id = 1103;

    private static readonly Dictionary<Type, string> Manifests = new()
    {
        [typeof(OutboxWritten)] = "how1",
        [typeof(ResultReported)] = "hrr1",
        [typeof(ResultEnded)] = "hre1",
        [typeof(RegistrationAnswered)] = "hra1",
        [typeof(HeartbeatState)] = "hss1",
    };

    /// <summary>Settings that bind the serializer, for every actor system that has heartbeats.</summary>
    public static string Hocon { get; } = $$"""
        akka.actor {
          serializers.heartbeat-journal = "{{typeof(HeartbeatJournalSerializer).FullName}}, {{typeof(HeartbeatJournalSerializer).Assembly.GetName().Name}}"
          serialization-bindings { "{{typeof(IHeartbeatRecord).FullName}}, {{typeof(IHeartbeatRecord).Assembly.GetName().Name}}" = heartbeat-journal }
        }

        """;

    /// <inheritdoc/>
    public override int Identifier => Id;

    /// <inheritdoc/>
    public override string Manifest(object o) => Manifests.TryGetValue(o.GetType(), out string? manifest)
        ? manifest
        : throw new SerializationException($"{o.GetType()} is no record of the journal of heartbeats; give it a manifest and a message");

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => RecordSeal.Write(HeartbeatMapper.ToWire((IHeartbeatRecord)obj));

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The manifest is unknown: a later version wrote it.</exception>
    /// <returns>The record, or a <see cref="DamagedRecord"/>.</returns>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (RecordSeal.IsBroken(bytes))
        {
            return new DamagedRecord(manifest, bytes.Length);
        }

        try
        {
            return Parse(bytes, manifest);
        }
        catch (Exception damaged) when (damaged is InvalidProtocolBufferException or ArgumentOutOfRangeException)
        {
            return new DamagedRecord(manifest, bytes.Length);
        }
    }

    private static IHeartbeatRecord Parse(byte[] bytes, string manifest) => manifest switch
    {
        "how1" => HeartbeatMapper.FromWire(Wire.OutboxWritten.Parser.ParseFrom(bytes)),
        "hrr1" => HeartbeatMapper.FromWire(Wire.ResultReported.Parser.ParseFrom(bytes)),
        "hre1" => HeartbeatMapper.FromWire(Wire.ResultEnded.Parser.ParseFrom(bytes)),
        "hra1" => HeartbeatMapper.FromWire(Wire.RegistrationAnswered.Parser.ParseFrom(bytes)),
        "hss1" => HeartbeatMapper.FromWire(Wire.Snapshot.Parser.ParseFrom(bytes)),
        _ => throw new SerializationException(
            $"the journal of heartbeats holds a record '{manifest}' that this version does not know; run the version that wrote it, or a later one"),
    };
}
