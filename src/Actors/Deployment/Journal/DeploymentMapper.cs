using System.Collections.Immutable;
using EdgeActors.Deployment.Checking;
using EdgeActors.Deployment.Ledger;
using Google.Protobuf;
using Wire = EdgeActors.Protocol.DeploymentJournal;

namespace EdgeActors.Deployment.Journal;

/// <summary>Events to the messages of the journal and back.</summary>
internal static class DeploymentMapper
{
    public static IMessage ToWire(IDeploymentRecord record) => record switch
    {
        DesiredSeen e => new Wire.DesiredSeen { Revision = e.Revision, Names = { e.Names } },
        DeploymentBegan e => ToWire(e),
        PackagesFetched e => new Wire.PackagesFetched { Packages = { e.Packages.Select(ToWire) } },
        PublishBegan => new Wire.PublishBegan(),
        RunInterrupted => new Wire.RunInterrupted(),
        DeploymentCommitted e => new Wire.DeploymentCommitted { Result = ResultMapper.ToWire(e.Result), Models = { e.Models.Select(ToWire) } },
        DeploymentEnded e => new Wire.DeploymentEnded { Result = ResultMapper.ToWire(e.Result), End = (int)e.End },
        DeploymentTakenBack e => new Wire.DeploymentTakenBack { Result = ResultMapper.ToWire(e.Result), Handles = { e.Handles } },
        ModelDamaged e => new Wire.ModelDamaged { Handle = e.Handle },
        ReportHandedOver e => new Wire.ReportHandedOver { Deployment = ToWire(e.Deployment) },
        DeploymentState e => DeploymentSnapshots.ToWire(e),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.GetType(), "not a record of the journal of deployments; add it to the mapper"),
    };

    public static DesiredSeen FromWire(Wire.DesiredSeen e) => new(e.Revision, [.. e.Names]);

    public static DeploymentBegan FromWire(Wire.DeploymentBegan e) => new(
        FromWire(e.Deployment), e.RollsBack, ResultMapper.Time(e.StartedTicks), [.. e.Models.Select(FromWire)]);

    public static PackagesFetched FromWire(Wire.PackagesFetched e) => new(FromWire(e.Packages));

    public static DeploymentCommitted FromWire(Wire.DeploymentCommitted e) => new(ResultMapper.FromWire(e.Result), FromWire(e.Models));

    public static DeploymentEnded FromWire(Wire.DeploymentEnded e) => new(ResultMapper.FromWire(e.Result), (DeploymentEnd)e.End);

    public static DeploymentTakenBack FromWire(Wire.DeploymentTakenBack e) => new(ResultMapper.FromWire(e.Result), [.. e.Handles]);

    public static ReportHandedOver FromWire(Wire.ReportHandedOver e) => new(FromWire(e.Deployment));

    public static Wire.DeploymentBegan ToWire(DeploymentBegan e) => new()
    {
        Deployment = ToWire(e.Deployment),
        RollsBack = e.RollsBack,
        StartedTicks = e.Started.UtcTicks,
        Models = { e.Models.Select(ToWire) },
    };

    public static Wire.Source ToWire(DeploymentSource source) => new() { Name = source.Name, Digest = source.Digest };

    public static DeploymentSource FromWire(Wire.Source source) => new(source.Name, source.Digest);

    public static Wire.HandlePackage ToWire(HandlePackage one) => new() { Handle = one.Handle, Package = ToWire(one.Package) };

    public static ImmutableArray<HandlePackage> FromWire(IEnumerable<Wire.HandlePackage> several) =>
        [.. several.Select(static one => new HandlePackage(one.Handle, FromWire(one.Package)))];

    public static Wire.Package? ToWire(StoredPackage? package)
    {
        if (package is null)
        {
            return null;
        }

        Wire.Package wire = new() { Folder = package.Folder, Digest = package.Digest };
        if (package.Name is not null)
        {
            wire.Name = package.Name;
        }

        if (package.Version is not null)
        {
            wire.Version = package.Version;
        }

        return wire;
    }

    public static StoredPackage? FromWire(Wire.Package? package) => package is null
        ? null
        : new StoredPackage(package.Folder, package.Digest, package.HasName ? package.Name : null, package.HasVersion ? package.Version : null);

    private static Wire.WantedModel ToWire(WantedModel model) => new()
    {
        Handle = model.Handle,
        Deploy = model.Package is not null,
        Url = model.Package?.Url ?? "",
        Sha1 = model.Package?.Sha1 ?? "",
        Sha256 = model.Package?.Sha256 ?? "",
        KeptBecause = model.KeptBecause,
    };

    private static WantedModel FromWire(Wire.WantedModel model) => new(
        model.Handle, model.Deploy ? new PackageRequest(model.Handle, model.Url, model.Sha1, model.Sha256) : null, model.KeptBecause);
}
