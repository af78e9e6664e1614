using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;

namespace EdgeActors.Specs.Fleet.Documents;

/// <summary>Documents in which every field is set.</summary>
internal static class SampleDocuments
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    public static FleetDocument Fleet { get; } = new()
    {
        Fleet = "plant-7",
        Created = Noon,
        CreatedBy = "anna",
        Description = "presses of hall 7 – żółw",
        RegistrationLife = TimeSpan.FromHours(2),
        OfflineAfter = TimeSpan.FromMinutes(7),
    };

    public static DeviceDocument Device { get; } = new()
    {
        Fleet = "plant-7",
        Device = "press-12",
        IsActive = false,
        Description = "second from the left",
        Registered = Noon.AddTicks(1),
    };

    public static DesiredDeployment Deployment { get; } = new()
    {
        Name = "vibration-2",
        Order = StandingOrder.Abort,
        Definitions =
        [
            new()
            {
                Handle = "vibration",
                Url = "packages/vibration-2.0.tar.gz",
                ChecksumType = "SHA1",
                Checksum = new string('a', 40),
                Sha256 = new string('b', 64),
            },
            new() { Handle = "old", State = "UNDEPLOY" },
        ],
        Stages =
        [
            new()
            {
                Name = "canaries",
                Selection = new DeviceSelection.Names(["press-1", "press-2"]),
                State = StageState.Deployed,
                SuccessThreshold = 50,
                ErrorThreshold = new(1, null),
                SelectedCount = 2,
                Started = Noon,
                Ended = Noon.AddHours(1),
                Reason = "2 of 2 succeeded",
            },
            new()
            {
                Name = "tenth",
                Selection = new DeviceSelection.Percentage(10),
                State = StageState.InProgress,
                ErrorThreshold = new(null, 5),
                SelectedCount = 100,
            },
            new() { Name = "rest", Selection = new DeviceSelection.NameContains("press") },
        ],
    };

    public static DesiredDocument Desired { get; } = new()
    {
        Fleet = "plant-7",
        Revision = 17,
        Written = Noon,
        WrittenBy = "anna",
        Expires = Noon.AddDays(30),
        Deployments = [Deployment],
    };

    public static HeartbeatDocument Heartbeat { get; } = new("plant-7", "press-12", new()
    {
        Time = Noon.AddSeconds(1.5),
        AgentVersion = "1.4.0",
        AgentMetrics = [new("CpuUsage", "press-12", 12.5, Noon), new("MemoryUsage", "press-12", 1e9, Noon)],
        Models =
        [
            new("vibration", "2.0", Noon, Noon.AddSeconds(-3), [new("InferenceCount", "vibration", 60, Noon)]),
            new("mnist", "1.0", null, null, []),
        ],
        DesiredRefused = "desired.json held until noon only",
    });

    public static ResultDocument Result { get; } = new("plant-7", "press-12", new DeploymentResult(
        "vibration-2", false, "the model errs; back on 1.0", Noon, Noon.AddMinutes(3),
        [new("vibration", "vibration", "2.0", ModelPresence.Deploy, ModelPresence.Undeploy, false, "12 of 12 tries failed", "nothing to go back to")])
    {
        Digest = Deployment.Digest,
        RolledBack = true,
        Stopped = true,
    });

    /// <summary>Each with its name in the schema, and how it is read and written again.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes, Func<ReadOnlyMemory<byte>, byte[]> Again)> All { get; } =
    [
        ("fleet", FleetJson.Write(Fleet), json => FleetJson.Write(FleetJson.Read(json))),
        ("device", DeviceJson.Write(Device), json => DeviceJson.Write(DeviceJson.Read(json))),
        ("desired", DesiredJson.Write(Desired), json => DesiredJson.Write(DesiredJson.Read(json))),
        ("heartbeat", HeartbeatJson.Write(Heartbeat), json => HeartbeatJson.Write(HeartbeatJson.Read(json))),
        ("result", ResultJson.Write(Result), json => ResultJson.Write(ResultJson.Read(json))),
    ];

    public static IEnumerable<object[]> Names => All.Select(one => new object[] { one.Name });

    public static (string Name, byte[] Bytes, Func<ReadOnlyMemory<byte>, byte[]> Again) Of(string name) => All.Single(one => one.Name == name);
}
