using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using EdgeActors.Records;
using Google.Protobuf;
using Wire = EdgeActors.Protocol.Journal;

namespace EdgeActors.Capture.Journal;

/// <summary>
/// Bytes of events and snapshots. A manifest is written for ever: a changed meaning gets a new one, and the old one is still read.
/// Fields that this version does not know are skipped.
/// </summary>
public sealed class CaptureJournalSerializer(ExtendedActorSystem? system) : SerializerWithStringManifest(system!)
{
    /// <summary>Stored beside the bytes; 0 to 40 are the library's.</summary>
    public const int Id = 1101;

    private static readonly Dictionary<Type, string> Manifests = new()
    {
        [typeof(CaptureAccepted)] = "ca1",
        [typeof(CapturesAccepted)] = CaptureGroup.Manifest,
        [typeof(BatchFormed)] = "bf1",
        [typeof(BatchSealed)] = "bs1",
        [typeof(CapturesSplitOff)] = "so1",
        [typeof(SuspectRefused)] = "sr1",
        [typeof(BatchStored)] = "st1",
        [typeof(CapturesFailed)] = "cf1",
        [typeof(BatchEvicted)] = "be1",
        [typeof(CapturesLost)] = "cl1",
        [typeof(BatchesMissing)] = "bm1",
        [typeof(BatchAdopted)] = "ba1",
        [typeof(CaptureSnapshot)] = "ss1",
    };

    /// <summary>Manifests of the events that let data be removed, separated by blanks: stored, given up, evicted, lost.</summary>
    public const string ManifestsOfEnds = "st1 cf1 be1 cl1";

    /// <summary>Settings that bind the serializer, for every actor system that has a capture buffer.</summary>
    public static string Hocon { get; } = $$"""
        akka.actor {
          serializers.capture-journal = "{{typeof(CaptureJournalSerializer).FullName}}, {{typeof(CaptureJournalSerializer).Assembly.GetName().Name}}"
          serialization-bindings { "{{typeof(ICaptureRecord).FullName}}, {{typeof(ICaptureRecord).Assembly.GetName().Name}}" = capture-journal }
        }
        """;

    /// <inheritdoc/>
    public override int Identifier => Id;

    /// <inheritdoc/>
    public override string Manifest(object o) => Manifests.TryGetValue(o.GetType(), out string? manifest)
        ? manifest
        : throw new SerializationException($"{o.GetType()} is no record of the capture journal; give it a manifest and a message");

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => RecordSeal.Write(CaptureMapper.ToWire((ICaptureRecord)obj));

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The manifest is unknown: a later version wrote it.</exception>
    /// <returns>The record, or a <see cref="DamagedRecord"/>.</returns>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return Read(bytes, manifest);
        }
        catch (Exception damaged) when (damaged is InvalidProtocolBufferException or InvalidDataException)
        {
            return new DamagedRecord(manifest, bytes.Length) { Intact = manifest == CaptureGroup.Manifest ? CaptureGroup.Rescue(bytes) : null };
        }
    }

    /// <summary>As <see cref="FromBinary"/>, for whoever reads a journal without an actor system.</summary>
    /// <exception cref="SerializationException">The manifest is unknown: a later version wrote it.</exception>
    /// <exception cref="InvalidProtocolBufferException">The bytes are damaged.</exception>
    /// <exception cref="InvalidDataException">The bytes do not match their checksum.</exception>
    public static ICaptureRecord Read(byte[] bytes, string manifest) => RecordSeal.IsBroken(bytes)
        ? throw new InvalidDataException($"the record '{manifest}' of {bytes.Length} bytes does not match its checksum")
        : Parse(bytes, manifest);

    private static ICaptureRecord Parse(byte[] bytes, string manifest) => manifest switch
    {
        "ca1" => CaptureMapper.FromWire(Wire.CaptureAccepted.Parser.ParseFrom(bytes)),
        CaptureGroup.Manifest => CaptureGroup.FromWire(Wire.CapturesAccepted.Parser.ParseFrom(bytes)),
        "bf1" => CaptureMapper.FromWire(Wire.BatchFormed.Parser.ParseFrom(bytes)),
        "bs1" => CaptureMapper.FromWire(Wire.BatchSealed.Parser.ParseFrom(bytes)),
        "so1" => CaptureMapper.FromWire(Wire.CapturesSplitOff.Parser.ParseFrom(bytes)),
        "sr1" => CaptureMapper.FromWire(Wire.SuspectRefused.Parser.ParseFrom(bytes)),
        "st1" => CaptureMapper.FromWire(Wire.BatchStored.Parser.ParseFrom(bytes)),
        "cf1" => CaptureMapper.FromWire(Wire.CapturesFailed.Parser.ParseFrom(bytes)),
        "be1" => CaptureMapper.FromWire(Wire.BatchEvicted.Parser.ParseFrom(bytes)),
        "cl1" => CaptureMapper.FromWire(Wire.CapturesLost.Parser.ParseFrom(bytes)),
        "bm1" => CaptureMapper.FromWire(Wire.BatchesMissing.Parser.ParseFrom(bytes)),
        "ba1" => CaptureMapper.FromWire(Wire.BatchAdopted.Parser.ParseFrom(bytes)),
        "ss1" => CaptureMapper.FromWire(Wire.Snapshot.Parser.ParseFrom(bytes)),
        _ => throw new SerializationException(
            $"the capture journal holds a record '{manifest}' that this version does not know; run the version that wrote it, or a later one"),
    };
}
