using EdgeActors.Capture;
using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Rules;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Storage.DiskSink;
using EdgeActors.Storage.Spool;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>Limits and policies of captured data that only this agent has.</summary>
internal static class CaptureLimitParameter
{
    private static readonly CaptureOptions Buffer = new();
    private static readonly CaptureRequestOptions Requests = new();

    public static ParameterSection Section { get; } = new("Limits and policies of captured data");

    public static readonly Parameter<long> Memory = Section.Add(new Parameter<long>(
        new SizeRule(1L << 20, CaptureRequestOptions.MostMemoryBytes), "edgeactors_capture_memory")
    {
        Default = Requests.MemoryBytes,
        Meaning = "Bytes of all captures together that have arrived and are not answered yet",
    });

    public static readonly Parameter<long> MaxBytes = Section.Add(new Parameter<long>(
        new SizeRule(CaptureRequestOptions.LeastCaptureBytes, CaptureRequestOptions.MostCaptureBytes), "edgeactors_capture_max_bytes")
    {
        Default = Requests.MaxCaptureBytes,
        DefaultWords = "32M, or `edgeactors_capture_memory` if that is less",
        Meaning = "Bytes of one capture's data, shared memory included",
        Besides = "no more than `edgeactors_capture_memory`",
    });

    public static readonly Parameter<TimeSpan> ClockSkew = Section.Add(new Parameter<TimeSpan>(
        Rule.Seconds(TimeSpan.Zero, CaptureOptions.LargestClockSkew), "edgeactors_capture_clock_skew_seconds")
    {
        Default = Buffer.ClockSkew,
        IsLive = true,
        Meaning = "How far in the future an inference time may be",
    });

    public static readonly Parameter<int> RememberedIds = Section.Add(new Parameter<int>(
        Rule.Number(0, CaptureOptions.MostRememberedIds), "edgeactors_capture_remembered_ids")
    {
        Default = Buffer.RememberedIds,
        IsLive = true,
        Meaning = "Ended captures whose status is remembered",
    });

    public static readonly Parameter<bool> UnknownIdIsOk = Section.Add(new Parameter<bool>(Rule.Switch, "edgeactors_capture_unknown_id_ok")
    {
        Default = Requests.UnknownIdIsOk,
        Meaning = "Answer an unknown id by OK with the enum value NOT_FOUND, not by the gRPC status",
    });

    public static readonly Parameter<string> NoVersion = Section.Add(new Parameter<string>(
        Rule.Checked(
            "TEXT",
            $"1 to {CaptureRequestOptions.LongestNoVersion} characters",
            CaptureRequestOptions.IsNoVersion,
            "is too long or not printable",
            $"give 1 to {CaptureRequestOptions.LongestNoVersion} characters",
            CaptureRequestOptions.LongestNoVersion),
        "edgeactors_capture_no_version")
    {
        Default = Requests.NoVersion,
        Meaning = "Version of models whose package names none",
    });

    public static readonly Parameter<long> SpoolBudget = Section.Add(new Parameter<long>(
        new SizeRule(SpoolOptions.LeastDiskBudget, SpoolOptions.MostDiskBudget), "edgeactors_spool_budget")
    {
        Default = CaptureSettings.UsualSpoolBudget,
        IsLive = true,
        Meaning = "Bytes of captures that wait for the sink",
    });

    public static readonly Parameter<SpoolPolicy> SpoolFull = Section.Add(new Parameter<SpoolPolicy>(
        new ChoiceRule<SpoolPolicy>(("reject", SpoolPolicy.Reject), ("drop-oldest", SpoolPolicy.DropOldest)), "edgeactors_spool_policy")
    {
        Default = Buffer.SpoolPolicy,
        IsLive = true,
        Meaning = "What gives way when the spool is full: new captures or the oldest batch",
    });

    public static readonly Parameter<long> DiskBudget = Section.Add(new Parameter<long>(
        new SizeRule(DiskSinkOptions.SmallestBudget, DiskSinkOptions.LargestBudget, zero: "no limit"), "edgeactors_disk_budget")
    {
        Default = CaptureSettings.UsualDiskBudget,
        IsLive = true,
        Meaning = "Bytes of stored captures on disk",
    });

    public static readonly Parameter<DiskPolicy> DiskFull = Section.Add(new Parameter<DiskPolicy>(
        new ChoiceRule<DiskPolicy>(("reject", DiskPolicy.Reject), ("drop-oldest", DiskPolicy.OldestFirst)), "edgeactors_disk_policy")
    {
        Default = DiskPolicy.Reject,
        IsLive = true,
        Meaning = "What gives way when that is used up: new captures or the oldest hour",
    });

    public static readonly Parameter<bool> KeepUploaded = Section.Add(new Parameter<bool>(Rule.Switch, "edgeactors_keep_uploaded")
    {
        Default = false,
        IsLive = true,
        Meaning = "Leave files on disk once periodic upload has taken them to the bucket",
    });
}
