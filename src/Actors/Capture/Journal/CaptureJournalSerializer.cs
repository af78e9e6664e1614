using System.Runtime.Serialization;
using Akka.Actor;
using EdgeActors.Records;
using Google.Protobuf;
using Wire = EdgeActors.Protocol.Journal;

namespace EdgeActors.Capture.Journal;

/// <summary>Bytes of the events and snapshots of captures.</summary>
public sealed class CaptureJournalSerializer(ExtendedActorSystem? system) : RecordSerializer<ICaptureRecord>(system, Records)
{
    /// <summary>Stored beside the bytes; 0 to 40 are the library's.</summary>
    public const int Id = 1101;

    /// <summary>Manifests of the events that let data be removed, separated by blanks: stored, given up, evicted, lost.</summary>
    public const string ManifestsOfEnds = "st1 cf1 be1 cl1";

    private static readonly RecordTable<ICaptureRecord> Records =
        new RecordTable<ICaptureRecord>("the capture journal", CaptureMapper.ToWire)
            .With("ca1", static () => Wire.CaptureAccepted.Parser, CaptureMapper.FromWire)
            .With(CaptureGroup.Manifest, static () => Wire.CapturesAccepted.Parser, CaptureGroup.FromWire)
            .With("bf1", static () => Wire.BatchFormed.Parser, CaptureMapper.FromWire)
            .With("bs1", static () => Wire.BatchSealed.Parser, CaptureMapper.FromWire)
            .With("so1", static () => Wire.CapturesSplitOff.Parser, CaptureMapper.FromWire)
            .With("sr1", static () => Wire.SuspectRefused.Parser, CaptureMapper.FromWire)
            .With("st1", static () => Wire.BatchStored.Parser, CaptureMapper.FromWire)
            .With("cf1", static () => Wire.CapturesFailed.Parser, CaptureMapper.FromWire)
            .With("be1", static () => Wire.BatchEvicted.Parser, CaptureMapper.FromWire)
            .With("cl1", static () => Wire.CapturesLost.Parser, CaptureMapper.FromWire)
            .With("bm1", static () => Wire.BatchesMissing.Parser, CaptureMapper.FromWire)
            .With("ba1", static () => Wire.BatchAdopted.Parser, CaptureMapper.FromWire)
            .With("ss1", static () => Wire.Snapshot.Parser, CaptureMapper.FromWire);

    /// <summary>Settings that bind the serializer, for every actor system that has a capture buffer.</summary>
    public static string Hocon { get; } = Binding(typeof(CaptureJournalSerializer), "capture-journal");

    /// <inheritdoc/>
    public override int Identifier => Id;

    /// <summary>As <see cref="RecordSerializer{TRecord}.FromBinary"/>, for whoever reads a journal without an actor system.</summary>
    /// <exception cref="SerializationException">The manifest is unknown: a later version wrote it.</exception>
    /// <exception cref="InvalidProtocolBufferException">The bytes are damaged.</exception>
    /// <exception cref="InvalidDataException">The bytes do not match their checksum, or hold a number that no record does.</exception>
    public static ICaptureRecord Read(byte[] bytes, string manifest) => Records.Read(bytes, manifest);

    private protected override ICaptureRecord? Rescue(byte[] bytes, string manifest) => manifest == CaptureGroup.Manifest ? CaptureGroup.Rescue(bytes) : null;
}
