using Akka.Actor;
using EdgeActors.Records;
using Wire = EdgeActors.Protocol.DeploymentJournal;

namespace EdgeActors.Deployment.Journal;

/// <summary>Bytes of the events and snapshots of deployments.</summary>
public sealed class DeploymentJournalSerializer(ExtendedActorSystem? system) : RecordSerializer<IDeploymentRecord>(system, Records)
{
    /// <summary>Stored beside the bytes; 0 to 40 are the library's, 1101 is that of captures.</summary>
    public const int Id = 1102;

    private static readonly RecordTable<IDeploymentRecord> Records =
        new RecordTable<IDeploymentRecord>("the journal of deployments", DeploymentMapper.ToWire)
            .With("dds1", static () => Wire.DesiredSeen.Parser, DeploymentMapper.FromWire)
            .With("ddb1", static () => Wire.DeploymentBegan.Parser, DeploymentMapper.FromWire)
            .With("dpf1", static () => Wire.PackagesFetched.Parser, DeploymentMapper.FromWire)
            .With("dpb1", static () => Wire.PublishBegan.Parser, static _ => new PublishBegan())
            .With("dri1", static () => Wire.RunInterrupted.Parser, static _ => new RunInterrupted())
            .With("ddc1", static () => Wire.DeploymentCommitted.Parser, DeploymentMapper.FromWire)
            .With("dde1", static () => Wire.DeploymentEnded.Parser, DeploymentMapper.FromWire)
            .With("dtb1", static () => Wire.DeploymentTakenBack.Parser, DeploymentMapper.FromWire)
            .With("dmd1", static () => Wire.ModelDamaged.Parser, static e => new ModelDamaged(e.Handle))
            .With("drh1", static () => Wire.ReportHandedOver.Parser, DeploymentMapper.FromWire)
            .With("dss1", static () => Wire.Snapshot.Parser, DeploymentSnapshots.FromWire);

    /// <summary>Settings that bind the serializer, for every actor system that has deployments.</summary>
    public static string Hocon { get; } = Binding(typeof(DeploymentJournalSerializer), "deployment-journal");

    /// <inheritdoc/>
    public override int Identifier => Id;
}
