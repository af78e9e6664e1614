using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Records;
using Google.Protobuf;
using Wire = EdgeActors.Protocol.DeploymentJournal;

namespace EdgeActors.Deployment.Journal;

/// <summary>
/// Bytes of the events and snapshots of deployments. A manifest is written for ever: a changed meaning gets a new one, and the old one is still read.
/// Fields that this version does not know are skipped.
/// </summary>
public sealed class DeploymentJournalSerializer(ExtendedActorSystem? system) : SerializerWithStringManifest(system!)
{
    /// <summary>Stored beside the bytes; 0 to 40 are the library's, 1101 is that of captures.</summary>
    public const int Id = 1102;

    private static readonly Dictionary<Type, string> Manifests = new()
    {
        [typeof(DesiredSeen)] = "dds1",
        [typeof(DeploymentBegan)] = "ddb1",
        [typeof(PackagesFetched)] = "dpf1",
        [typeof(PublishBegan)] = "dpb1",
        [typeof(RunInterrupted)] = "dri1",
        [typeof(DeploymentCommitted)] = "ddc1",
        [typeof(DeploymentEnded)] = "dde1",
        [typeof(DeploymentTakenBack)] = "dtb1",
        [typeof(ModelDamaged)] = "dmd1",
        [typeof(ReportHandedOver)] = "drh1",
        [typeof(DeploymentState)] = "dss1",
    };

    /// <summary>Settings that bind the serializer, for every actor system that has deployments.</summary>
    public static string Hocon { get; } = $$"""
        akka.actor {
          serializers.deployment-journal = "{{typeof(DeploymentJournalSerializer).FullName}}, {{typeof(DeploymentJournalSerializer).Assembly.GetName().Name}}"
          serialization-bindings { "{{typeof(IDeploymentRecord).FullName}}, {{typeof(IDeploymentRecord).Assembly.GetName().Name}}" = deployment-journal }
        }

        """;

    /// <inheritdoc/>
    public override int Identifier => Id;

    /// <inheritdoc/>
    public override string Manifest(object o) => Manifests.TryGetValue(o.GetType(), out string? manifest)
        ? manifest
        : throw new SerializationException($"{o.GetType()} is no record of the journal of deployments; give it a manifest and a message");

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => RecordSeal.Write(DeploymentMapper.ToWire((IDeploymentRecord)obj));

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The manifest is unknown: a later version wrote it.</exception>
    /// <returns>The record, or a <see cref="DamagedRecord"/>.</returns>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return RecordSeal.IsBroken(bytes) ? new DamagedRecord(manifest, bytes.Length) : Parse(bytes, manifest);
        }
        catch (InvalidProtocolBufferException)
        {
            return new DamagedRecord(manifest, bytes.Length);
        }
    }

    private static IDeploymentRecord Parse(byte[] bytes, string manifest) => manifest switch
    {
        "dds1" => DeploymentMapper.FromWire(Wire.DesiredSeen.Parser.ParseFrom(bytes)),
        "ddb1" => DeploymentMapper.FromWire(Wire.DeploymentBegan.Parser.ParseFrom(bytes)),
        "dpf1" => DeploymentMapper.FromWire(Wire.PackagesFetched.Parser.ParseFrom(bytes)),
        "dpb1" => new PublishBegan(),
        "dri1" => new RunInterrupted(),
        "ddc1" => DeploymentMapper.FromWire(Wire.DeploymentCommitted.Parser.ParseFrom(bytes)),
        "dde1" => DeploymentMapper.FromWire(Wire.DeploymentEnded.Parser.ParseFrom(bytes)),
        "dtb1" => DeploymentMapper.FromWire(Wire.DeploymentTakenBack.Parser.ParseFrom(bytes)),
        "dmd1" => new ModelDamaged(Wire.ModelDamaged.Parser.ParseFrom(bytes).Handle),
        "drh1" => DeploymentMapper.FromWire(Wire.ReportHandedOver.Parser.ParseFrom(bytes)),
        "dss1" => DeploymentSnapshots.FromWire(Wire.Snapshot.Parser.ParseFrom(bytes)),
        _ => throw new SerializationException(
            $"the journal of deployments holds a record '{manifest}' that this version does not know; run the version that wrote it, or a later one"),
    };
}
