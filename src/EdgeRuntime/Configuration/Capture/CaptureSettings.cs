using EdgeActors.Capture;
using EdgeActors.Grpc.Agent.Capture;

namespace EdgeActors.Configuration.Capture;

/// <summary>All that configuration says about captured data, checked. The defaults are those of an agent that was told nothing.</summary>
internal sealed record CaptureSettings
{
    /// <summary>Fleet of a device that was given none.</summary>
    public const string NoFleet = "no_fleet";

    /// <summary>The default of <see cref="FolderPrefix"/>.</summary>
    public const string UsualFolderPrefix = "sme-capture";

    /// <summary>The default of <see cref="SpoolBudget"/>.</summary>
    public const long UsualSpoolBudget = 1L << 30;

    /// <summary>The default of <see cref="DiskBudget"/>.</summary>
    public const long UsualDiskBudget = 8L << 30;

    /// <summary>Limits and periods of the buffer; <c>Durable</c> is <c>DbEnable</c>.</summary>
    public CaptureOptions Buffer { get; init; } = new();

    /// <summary>Bounds on requests.</summary>
    public CaptureRequestOptions Requests { get; init; } = new();

    /// <summary>The fleet: part of every key. Default <c>no_fleet</c>; the component demands one.</summary>
    public string Fleet { get; init; } = NoFleet;

    /// <summary>The device: part of every record. Default: the thing's name, else the machine's.</summary>
    public string Device { get; init; } = DeviceNames.OfThisMachine();

    /// <summary>First part of every key, parts separated by <c>/</c>; may be empty. Default <c>sme-capture</c>.</summary>
    public string FolderPrefix { get; init; } = UsualFolderPrefix;

    /// <summary>Where captures end up. The component's default is Cloud, that of the bare agent Disk.</summary>
    public CaptureDestination Destination { get; init; } = CaptureDestination.Disk;

    /// <summary>How often what is on disk goes to the bucket, 1 s to 1 day; null for never. Default null.</summary>
    public TimeSpan? UploadPeriod { get; init; }

    /// <summary>Whether files stay on disk once they are in the bucket. Default false.</summary>
    public bool KeepUploaded { get; init; }

    /// <summary>Absolute folder of journal, spool and models.</summary>
    public string DataRoot { get; init; } = Capture.DataRoot.OfThisUser(Environment.GetEnvironmentVariable);

    /// <summary>Absolute folder below which captures are stored on disk. Default <c>capture</c> in <see cref="DataRoot"/>.</summary>
    public string DiskPath { get; init; } =
        Path.Combine(Capture.DataRoot.OfThisUser(Environment.GetEnvironmentVariable), Capture.DataRoot.CaptureFolder);

    /// <summary>Bytes that the spool may take, 1 MiB to 1 TiB. Default 1 GiB.</summary>
    public long SpoolBudget { get; init; } = UsualSpoolBudget;

    /// <summary>Bytes that stored captures may take on disk, 16 MiB to 1 PiB; 0 for no limit. Default 8 GiB.</summary>
    public long DiskBudget { get; init; } = UsualDiskBudget;

    /// <summary>Whether the oldest stored captures give way when that budget is used up, rather than the newest being refused. Default false.</summary>
    public bool DiskDropsOldest { get; init; }

    /// <summary>The bucket; null when nothing goes to the cloud.</summary>
    public BucketSettings? Bucket { get; init; }

    /// <summary>The device's certificate for keys of AWS IoT; null to use the usual chain.</summary>
    public CertificateSettings? Certificate { get; init; }
}

/// <summary>Where captures end up.</summary>
internal enum CaptureDestination
{
    /// <summary>In a folder of the device.</summary>
    Disk,

    /// <summary>In a bucket.</summary>
    Cloud,
}

/// <summary>A bucket and the way to it.</summary>
/// <param name="Name">3 to 63 lower-case letters, digits, dots and hyphens.</param>
/// <param name="Region">For example <c>eu-central-1</c>.</param>
/// <param name="Endpoint">A server other than AWS's own, <c>http</c> or <c>https</c>; null for AWS's of the region.</param>
/// <param name="PathStyle">Whether the bucket is part of the path rather than of the host's name.</param>
/// <param name="Proxy">An HTTP proxy; null for what the environment says.</param>
internal sealed record BucketSettings(string Name, string Region, Uri? Endpoint, bool PathStyle, Uri? Proxy);

/// <summary>The device's certificate and where it is changed for keys.</summary>
/// <param name="Endpoint"><c>https://host/role-aliases/alias/credentials</c>.</param>
/// <param name="CertificateFile">Path of a PEM file.</param>
/// <param name="PrivateKeyFile">Path of a PEM file.</param>
/// <param name="AuthorityFile">Path of a PEM file; null for the system's authorities.</param>
/// <param name="ThingName">Sent along; null when it is not known.</param>
internal sealed record CertificateSettings(
    string Endpoint, string CertificateFile, string PrivateKeyFile, string? AuthorityFile, string? ThingName);
