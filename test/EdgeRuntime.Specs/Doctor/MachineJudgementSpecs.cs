using EdgeActors.Configuration.Capture;
using EdgeActors.Doctor;
using EdgeActors.Doctor.Engines;
using EdgeActors.Doctor.Limits;
using EdgeActors.Doctor.Nucleus;
using EdgeActors.Doctor.Segments;

namespace EdgeActors.Specs.Doctor;

public sealed class MachineJudgementSpecs
{
    private const long GiB = 1L << 30;

    private static readonly LimitFacts Wide = new("this shell", 2 * GiB, null, null, 65_536);
    private static readonly SegmentFacts Usual = new(18446744073692774399m, 18446744073692774399m * 4096, 4096, 3, SegmentFacts.OfTheMachine, null);
    private static readonly NucleusFacts Component = new(IsUnder: true, HasToken: true, "/gg/ipc.socket", SocketIsThere: true, HasKeyAddress: true, "thing-1");
    private static readonly CaptureSettings Device = new() { Device = "thing-1" };

    private static CaptureSettings Cloud => Device with { Bucket = new BucketSettings("b", "eu-west-1", null, PathStyle: false, null) };

    [Fact]
    public void Limits_are_compared_with_what_the_agent_needs()
    {
        Judge(Wide).Only(LimitCodes.Ok, "2 GiB of memory, any number of threads, all processors, 65536 open files (this shell)");
        Judge(Wide, budget: (2 * GiB) + 1).Only(LimitCodes.Budget);
        Judge(Wide with { Memory = (128L << 20) - 1 }, budget: 64 << 20).Only(LimitCodes.Memory);
        Judge(Wide with { Tasks = 63 }).Only(LimitCodes.Tasks, "63 threads");
        Judge(Wide with { Tasks = 64 }).Only(LimitCodes.Ok, "64 threads");
        Judge(Wide with { Processors = 0.49 }).Only(LimitCodes.Cpu, "0.49 processors");
        Judge(Wide with { Processors = 0.5 }).Only(LimitCodes.Ok);
        Judge(Wide with { OpenFiles = 1279 }).Only(LimitCodes.Files, "1279 files");
        Judge(Wide with { OpenFiles = 1280 }).Only(LimitCodes.Ok);
        Judge(Wide with { OpenFiles = null }).Only(LimitCodes.Ok, "any number of open files");
    }

    [Fact]
    public void Limits_are_read_from_both_versions_of_control_groups()
    {
        LimitFacts second = Read(new()
        {
            ["/proc/self/cgroup"] = "0::/a/b\n",
            ["/sys/fs/cgroup/a/b/memory.max"] = "500\n",
            ["/sys/fs/cgroup/a/b/pids.max"] = "max\n",
            ["/sys/fs/cgroup/a/pids.max"] = "90\n",
            ["/sys/fs/cgroup/a/b/cpu.max"] = "50000 200000\n",
            ["/sys/fs/cgroup/a/cpu.max"] = "max 100000\n",
        });
        LimitFacts first = Read(new()
        {
            ["/proc/self/cgroup"] = "8:pids:/x\n3:cpu,cpuacct:/y\n",
            ["/sys/fs/cgroup/pids/x/pids.max"] = "70\n",
            ["/sys/fs/cgroup/cpu/y/cpu.cfs_quota_us"] = "150000\n",
            ["/sys/fs/cgroup/cpu/cpu.cfs_quota_us"] = "-1\n",
        });

        Assert.Equal((500, 90, 0.25, 1024), (second.Memory, second.Tasks, second.Processors, second.OpenFiles));
        Assert.Equal((70, 1.5), (first.Tasks, first.Processors));
        Assert.Null(LimitFacts.Of("x", _ => null, "Max open files            unlimited            unlimited            files\n").OpenFiles);
    }

    [Fact]
    public void Shared_memory_has_to_carry_what_no_message_can()
    {
        Judge(Usual).Only(SegmentCodes.Ok, "any size");
        Judge(Usual with { LargestSegment = 4 << 20 }).Only(SegmentCodes.Small, "segments of up to 4 MiB");
        Judge(Usual with { AllBytes = 4 << 20 }).Only(SegmentCodes.Small);
        Judge(Usual with { LargestSegment = (4 << 20) + 1 }).Only(SegmentCodes.Ok);
        Judge(Usual with { Segments = 3687 }).Only(SegmentCodes.Full, "3687 of 4096");
        Judge(Usual with { Segments = 3686 }).Only(SegmentCodes.Ok);
        SegmentCheck.Judge(null, 1).Only(SegmentCodes.Absent);
    }

    [Fact]
    public void Namespace_is_compared_with_the_agents_or_else_with_the_machines()
    {
        Judge(Usual with { Namespace = "ipc:[4026532000]" }).Only(SegmentCodes.Namespace, "this shell is in ipc:[4026532000]");
        Judge(Usual with { AgentNamespace = "ipc:[4026532000]" }).Only(SegmentCodes.Namespace, "the agent in ipc:[4026532000]");
        Judge(Usual with { Namespace = "ipc:[4026532000]", AgentNamespace = "ipc:[4026532000]" }).Only(SegmentCodes.Ok);
        Judge(Usual with { Namespace = null }).Only(SegmentCodes.Ok);
    }

    [Fact]
    public void Engine_is_judged_by_whether_it_loads()
    {
        EngineFacts good = new("/opt/libonnxruntime.so.1", IsThere: true, "1.30.0", "", Dlr: null);

        Assert.Equal(["ENGINE-OK", "ENGINE-NO-DLR"], Judge(good).Codes());
        Assert.Equal(["ENGINE-OK", "ENGINE-DLR"], Judge(good with { Dlr = "/usr/lib/libdlr.so" }).Codes());
        Assert.Equal(["ENGINE-OK", "ENGINE-DLR-UNUSABLE"], Judge(good with { IsDlrNamed = true, DlrFault = "it is no library" }).Codes());
        Assert.Equal(["ENGINE-MISSING", "ENGINE-NO-DLR"], Judge(good with { Version = null, IsThere = false }).Codes());
        Assert.Equal(["ENGINE-UNUSABLE", "ENGINE-NO-DLR"], Judge(good with { Version = null, Fault = "it is no library" }).Codes());
        Assert.Contains("ONNX Runtime 1.30.0 in /opt/libonnxruntime.so.1 (Arm64)", Judge(good)[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dlr_library_is_tried_as_the_agent_would()
    {
        EngineFacts facts = EngineFacts.Of(null, "/nowhere/libdlr.so");

        Assert.True(facts is { Dlr: null, IsDlrNamed: true });
        Assert.Contains("'/nowhere/libdlr.so' cannot be used, there is no such file", facts.DlrFault, StringComparison.Ordinal);
    }

    [DlrStandIn.StandInFact]
    public void A_dlr_library_is_told_with_its_version()
    {
        string library = DlrStandIn.StandIn.Library();

        Assert.Equal($"DLR 1.9.0 in {library}", EngineFacts.Of(null, library).Dlr);
    }

    [Fact]
    public void Packaged_engine_is_found() => Assert.Equal("1.30.0", EngineFacts.Of(null, null).Version);

    [Fact]
    public void Nucleus_is_judged_only_where_there_is_one()
    {
        NucleusCheck.Judge(NucleusFacts.Of(_ => null, _ => false), Cloud).Only(NucleusCodes.Absent);
        NucleusCheck.Judge(Component, Cloud).Only(NucleusCodes.Ok, "thing-1");
        NucleusCheck.Judge(Component with { HasKeyAddress = false }, Cloud).Only(NucleusCodes.NoTokenExchange);
        NucleusCheck.Judge(Component with { HasKeyAddress = false }, Device).Only(NucleusCodes.Ok);
        NucleusCheck.Judge(Component with { HasToken = false }, Cloud).Only(NucleusCodes.NoToken);
        NucleusCheck.Judge(Component with { SocketIsThere = false }, Cloud).Only(NucleusCodes.NoSocket, "/gg/ipc.socket");
        NucleusCheck.Judge(Component, Cloud with { Device = "other" }).Only(NucleusCodes.Thing, "named other, the thing thing-1");
    }

    [Fact]
    public void Variables_of_the_nucleus_are_read_and_its_token_is_not_kept()
    {
        Dictionary<string, string> variables = new()
        {
            ["SVCUID"] = "CANARYTOKEN",
            ["AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH_FOR_COMPONENT"] = "/gg/ipc.socket",
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://localhost:1/",
            ["AWS_IOT_THING_NAME"] = "thing-1",
        };

        NucleusFacts facts = NucleusFacts.Of(variables.GetValueOrDefault, path => path == "/gg/ipc.socket");

        Assert.Equal(Component, facts);
        Assert.DoesNotContain("CANARY", facts.ToString(), StringComparison.Ordinal);
        Assert.True(NucleusFacts.Of(name => name == "GGC_VERSION" ? "2.12.0" : null, _ => false).IsUnder);
    }

    private static LimitFacts Read(Dictionary<string, string> files) =>
        LimitFacts.Of("x", files.GetValueOrDefault, "Limit                     Soft Limit           Hard Limit           Units\nMax open files            1024                 4096                 files\n");

    private static IReadOnlyList<Finding> Judge(LimitFacts facts, long budget = GiB) => LimitCheck.Judge(facts, budget, connections: 1024);

    private static IReadOnlyList<Finding> Judge(SegmentFacts facts) => SegmentCheck.Judge(facts, message: 4 << 20);

    private static IReadOnlyList<Finding> Judge(EngineFacts facts) => EngineCheck.Judge(facts, System.Runtime.InteropServices.Architecture.Arm64);
}
