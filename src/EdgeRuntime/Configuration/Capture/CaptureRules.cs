using EdgeActors.Capture;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Deployment;
using EdgeActors.Configuration.Layers;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Storage.DiskSink;

namespace EdgeActors.Configuration.Capture;

/// <summary>Turns the parameters about captured data into settings, with the defaults and rules of component and agent.</summary>
/// <param name="values">What was given.</param>
/// <param name="environment">The process's environment variables.</param>
internal sealed class CaptureRules(ParameterValues values, IReadOnlyDictionary<string, string> environment)
{
    private static readonly CaptureSettings Defaults = new();

    /// <summary>The settings; of use only when no fault was noted.</summary>
    public CaptureSettings Read()
    {
        // Who wrote a faulty destination is not blamed for a missing bucket as well.
        bool isFaulty = values.IsFaulty(CaptureParameter.Destination);
        CaptureDestination destination = isFaulty ? CaptureDestination.Disk : values.Of(CaptureParameter.Destination);
        bool toCloud = destination == CaptureDestination.Cloud;
        bool uploads = values.Of(CaptureParameter.PeriodicUpload);
        if (uploads && toCloud)
        {
            values.Warn($"{values.NameOf(CaptureParameter.PeriodicUpload)} has no effect, since captures go to the cloud directly");
        }

        string root = Path.GetFullPath(values.Or(
            DeviceParameter.DataRoot,
            values.IsComponent ? DataRoot.OfAComponent(environment.GetValueOrDefault) : DataRoot.OfThisUser(environment.GetValueOrDefault)));
        CloudRules cloud = new(values, environment);
        return Defaults with
        {
            Buffer = Buffer(toCloud),
            Requests = Requests(),
            Fleet = Fleet(),
            Device = Device(),
            FolderPrefix = values.Of(CaptureParameter.FolderPrefix),
            Destination = destination,
            UploadPeriod = uploads && !toCloud ? values.Of(CaptureParameter.PeriodicUploadPeriod) : null,
            KeepUploaded = values.Of(CaptureLimitParameter.KeepUploaded),
            DataRoot = root,
            DiskPath = Path.GetFullPath(values.Or(CaptureParameter.DiskPath, Path.Combine(root, DataRoot.CaptureFolder))),
            SpoolBudget = values.Of(CaptureLimitParameter.SpoolBudget),
            DiskBudget = values.Of(CaptureLimitParameter.DiskBudget),
            DiskDropsOldest = values.Of(CaptureLimitParameter.DiskFull) == DiskPolicy.OldestFirst,
            Bucket = cloud.Bucket(toCloud, uploads),
            Certificate = cloud.Certificate(),
        };
    }

    private CaptureOptions Buffer(bool toCloud)
    {
        int size = values.Of(CaptureParameter.BufferSize);
        // Nobody is blamed for the default of a parameter that was not given: half the buffer is what is recommended.
        int half = Math.Max(1, size / 2);
        int batch = values.Or(CaptureParameter.BatchSize, Math.Min(Defaults.Buffer.BatchSize, half));
        if (batch > size)
        {
            string buffer = values.NameOf(CaptureParameter.BufferSize);
            values.Fault(CaptureParameter.BatchSize, $"is more than {buffer}, which is {size}", $"give at most {half}, or a larger {buffer}");
        }
        else if (batch == size && size > 1)
        {
            values.Warn(
                $"{values.NameOf(CaptureParameter.BatchSize)} is as large as the buffer, so captures are refused while a batch is stored; half of it is recommended");
        }

        return Defaults.Buffer with
        {
            Durable = Durable(),
            BufferSize = size,
            BatchSize = batch,
            PushPeriod = values.Of(CaptureParameter.PushPeriod),
            EmbedLimit = values.Of(CaptureParameter.EmbedLimit),
            ToCloud = toCloud,
            ClockSkew = values.Of(CaptureLimitParameter.ClockSkew),
            RememberedIds = values.Of(CaptureLimitParameter.RememberedIds),
            SpoolPolicy = values.Of(CaptureLimitParameter.SpoolFull),
        };
    }

    // The old agent had no switch: naming its database library was the switch.
    private bool Durable()
    {
        bool durable = values.Or(DeviceParameter.DbEnable, values.IsGiven(DeviceParameter.DbModule));
        if (!durable && DeploymentRules.IsEnabled(values))
        {
            values.Fault(DeploymentRules.AskedBy(values), "needs the database", "set DbEnable to \"true\" as well");
        }

        return durable;
    }

    private CaptureRequestOptions Requests()
    {
        long memory = values.Of(CaptureLimitParameter.Memory);
        long most = values.Or(CaptureLimitParameter.MaxBytes, Math.Min(Defaults.Requests.MaxCaptureBytes, memory));
        if (most > memory)
        {
            values.Fault(
                CaptureLimitParameter.MaxBytes,
                $"is more than {values.NameOf(CaptureLimitParameter.Memory)}, which is {ByteSize.Show(memory)}",
                "give less, or more memory");
        }

        return Defaults.Requests with
        {
            MemoryBytes = memory,
            MaxCaptureBytes = most,
            NoVersion = values.Of(CaptureLimitParameter.NoVersion),
            UnknownIdIsOk = values.Of(CaptureLimitParameter.UnknownIdIsOk),
        };
    }

    private string Fleet()
    {
        if (values.IsComponent && !values.IsGiven(DeviceParameter.Fleet))
        {
            string bare = values.ComponentBy is { } name
                ? $", or add \"{ProcessParameter.Component.Names[0]}\": false for an agent that needs none ({name} makes the file a Greengrass component's)"
                : "";
            values.Fault(DeviceParameter.Fleet, "is missing and has no default", "give the name of the device's fleet" + bare);
        }

        return values.Of(DeviceParameter.Fleet);
    }

    // The newest name first; the thing's name is the device's by the component's own rule.
    private string Device() => values.Or(
        DeviceParameter.DeviceName,
        values.Text(DeviceParameter.DeviceUuid)
            ?? values.Text(DeviceParameter.ThingName)
            ?? (environment.GetValueOrDefault("AWS_IOT_THING_NAME") is { Length: > 0 } thing ? DeviceNames.Device(thing) : DeviceNames.OfThisMachine()));
}
