using EdgeActors.Capture;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Storage.DiskSink;
using EdgeActors.Storage.Spool;

namespace EdgeActors.Configuration.Capture;

/// <summary>Turns the parameters about captured data into settings, with the defaults and rules of component and agent.</summary>
/// <param name="values">What was given.</param>
/// <param name="environment">The process's environment variables.</param>
internal sealed class CaptureRules(ParameterValues values, Func<string, string?> environment)
{
    private const int Day = 86_400;
    private const int LargestBuffer = 100_000;
    private const long MiB = 1L << 20;

    private static readonly CaptureSettings Defaults = new();

    /// <summary>The settings; of use only when no fault was noted.</summary>
    public CaptureSettings Read()
    {
        bool toCloud = values.IsSecond(CaptureParameter.Destination, "Disk", "Cloud", otherwise: values.IsComponent);
        bool uploads = values.Bool(CaptureParameter.PeriodicUpload, otherwise: false);
        TimeSpan period = values.Seconds(CaptureParameter.PeriodicUploadPeriod, TimeSpan.FromSeconds(8), 1, Day);
        if (uploads && toCloud)
        {
            values.Warn($"{values.KeyOf(CaptureParameter.PeriodicUpload)} has no effect, since captures go to the cloud directly");
        }

        string root = Folder(CaptureParameter.DataRoot)
            ?? (values.IsComponent ? DataRoot.OfTheComponent : DataRoot.OfThisUser(environment));
        return Defaults with
        {
            Buffer = Buffer(toCloud),
            Requests = Requests(),
            Fleet = Fleet(),
            Device = Device(),
            FolderPrefix = Prefix(),
            Destination = toCloud ? CaptureDestination.Cloud : CaptureDestination.Disk,
            UploadPeriod = uploads && !toCloud ? period : null,
            KeepUploaded = values.Bool(CaptureParameter.KeepUploaded, Defaults.KeepUploaded),
            DataRoot = root,
            DiskPath = Folder(CaptureParameter.DiskPath) ?? Path.Combine(root, DataRoot.CaptureFolder),
            SpoolBudget = values.Size(CaptureParameter.SpoolBudget, Defaults.SpoolBudget, SpoolOptions.LeastDiskBudget, SpoolOptions.MostDiskBudget),
            DiskBudget = DiskBudget(),
            DiskDropsOldest = values.IsSecond(CaptureParameter.DiskPolicy, "reject", "drop-oldest", otherwise: false),
            Bucket = new CloudRules(values, environment).Bucket(toCloud, uploads),
            Certificate = new CloudRules(values, environment).Certificate(),
        };
    }

    private long DiskBudget() => values.Text(CaptureParameter.DiskBudget) == "0"
        ? 0
        : values.Size(
            CaptureParameter.DiskBudget, Defaults.DiskBudget, DiskSinkOptions.SmallestBudget, DiskSinkOptions.LargestBudget, orElse: ", or 0 for no limit");

    private CaptureOptions Buffer(bool toCloud)
    {
        CaptureOptions usual = Defaults.Buffer;
        int size = values.Integer(CaptureParameter.BufferSize, usual.BufferSize, 1, LargestBuffer);
        // Nobody is blamed for the default of a parameter that was not given: half the buffer is what is recommended.
        int batch = values.Integer(CaptureParameter.BatchSize, Math.Min(usual.BatchSize, Math.Max(1, size / 2)), 1, LargestBuffer);
        if (batch > size)
        {
            string buffer = values.KeyOf(CaptureParameter.BufferSize);
            values.Fault(CaptureParameter.BatchSize, $"is more than {buffer}, which is {size}", $"give at most {Math.Max(1, size / 2)}, or a larger {buffer}");
        }
        else if (batch == size && size > 1)
        {
            values.Warn(
                $"{values.KeyOf(CaptureParameter.BatchSize)} is as large as the buffer, so captures are refused while a batch is stored; half of it is recommended");
        }

        bool dropsOldest = values.IsSecond(CaptureParameter.SpoolPolicy, "reject", "drop-oldest", otherwise: false);
        return usual with
        {
            Durable = Durable(),
            BufferSize = size,
            BatchSize = batch,
            PushPeriod = values.Seconds(CaptureParameter.PushPeriod, usual.PushPeriod, 1, Day),
            EmbedLimit = values.Integer(CaptureParameter.EmbedLimit, usual.EmbedLimit, 1, usual.EmbedLimit),
            ToCloud = toCloud,
            ClockSkew = values.Seconds(CaptureParameter.ClockSkew, usual.ClockSkew, 0, Day),
            RememberedIds = values.Integer(CaptureParameter.RememberedIds, usual.RememberedIds, 0, usual.RememberedIds),
            SpoolPolicy = dropsOldest ? SpoolPolicy.DropOldest : SpoolPolicy.Reject,
        };
    }

    // The old agent had no switch: naming its database library was the switch.
    private bool Durable()
    {
        bool durable = values.Bool(CaptureParameter.DbEnable, otherwise: values.Text(CaptureParameter.DbModule) is not null);
        if (!durable && values.Bool(CaptureParameter.DeploymentEnable, otherwise: false))
        {
            values.Fault(CaptureParameter.DeploymentEnable, "needs the database", "set DbEnable to \"true\" as well");
        }

        return durable;
    }

    private CaptureRequestOptions Requests()
    {
        CaptureRequestOptions usual = Defaults.Requests;
        long memory = values.Size(CaptureParameter.CaptureMemory, usual.MemoryBytes, MiB, 16L << 30);
        long most = values.Size(CaptureParameter.CaptureMaxBytes, Math.Min(usual.MaxCaptureBytes, memory), 1 << 10, 1L << 30);
        if (most > memory)
        {
            values.Fault(
                CaptureParameter.CaptureMaxBytes,
                $"is more than {values.KeyOf(CaptureParameter.CaptureMemory)}, which is {ByteSize.Show(memory)}",
                "give less, or more memory");
        }

        string? version = values.Text(
            CaptureParameter.NoVersion, static text => text.Length <= 64 && !text.Any(char.IsControl), "is too long or not printable", "give 1 to 64 characters");
        return usual with
        {
            MemoryBytes = memory,
            MaxCaptureBytes = most,
            NoVersion = version ?? usual.NoVersion,
            UnknownIdIsOk = values.Bool(CaptureParameter.UnknownIdIsOk, otherwise: false),
        };
    }

    private string Fleet()
    {
        if (values.IsComponent && !values.IsGiven(CaptureParameter.Fleet))
        {
            values.Fault(CaptureParameter.Fleet, "is missing and has no default", "give the name of the device's fleet");
        }

        return values.Text(
            CaptureParameter.Fleet,
            DeviceNames.IsFleet,
            "is no name of a fleet",
            "give 1 to 63 letters, digits, dashes and underscores, the first and last a letter or digit") ?? CaptureSettings.NoFleet;
    }

    // The newest name first; the thing's name is the device's by the component's own rule.
    private string Device()
    {
        string? named = null;
        foreach (Parameter parameter in (Parameter[])[CaptureParameter.DeviceName, CaptureParameter.DeviceUuid, CaptureParameter.ThingName])
        {
            string? given = values.Text(
                parameter, DeviceNames.IsThing, "is no name of a device", "give 1 to 128 letters, digits, dashes, underscores and colons");
            named ??= given;
        }

        return named
            ?? (environment("AWS_IOT_THING_NAME") is { Length: > 0 } thing ? DeviceNames.Device(thing) : DeviceNames.OfThisMachine());
    }

    private string Prefix()
    {
        string prefix = values.TextOrEmpty(CaptureParameter.FolderPrefix) ?? Defaults.FolderPrefix;
        if (!DeviceNames.IsPrefix(prefix))
        {
            values.Fault(
                CaptureParameter.FolderPrefix,
                "is no folder",
                $"give at most {DeviceNames.LongestPrefix} characters, parts separated by single slashes, none of them '.' or '..'");
        }

        return prefix;
    }

    private string? Folder(Parameter parameter) => values.Text(
        parameter, static text => text.Length <= 1023 && !text.Any(char.IsControl), "is no path of a folder", "give at most 1023 printable characters")
        is { } path ? Path.GetFullPath(path) : null;
}
