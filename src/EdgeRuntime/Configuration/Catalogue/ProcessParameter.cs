using EdgeActors.Configuration.Rules;
using EdgeActors.Engines.Onnx;
using EdgeActors.Models;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>The parameters of the process: entry point, socket, log, limits of models and requests.</summary>
internal static class ProcessParameter
{
    public static ParameterSection Section { get; } = new("The process");

    public static readonly Parameter<bool> Component = Section.Add(new Parameter<bool>(Rule.Switch, "edgeactors_component")
    {
        Flag = "--component",
        Default = false,
        DefaultWords = "true when the file has one of the component's names other than `UnixSocketName` and `SagemakerEdgeLogVerbose`, else false",
        Meaning = "Start with the component's defaults and rules rather than the bare agent's",
    });

    public static readonly Parameter<string> Socket = Section.Add(new Parameter<string>(
        new TextRule(
            "SOCKET",
            $"path or `unix://` address of at most {SocketPath.MaxBytes} bytes",
            text => SocketPath.Fault("", text) is { } fault ? new ValueFault(fault.Rule, fault.Fix) : null,
            SocketPath.MaxBytes + SocketPath.Scheme.Length),
        "UnixSocketName")
    {
        Flag = "--address",
        ShortFlag = "-a",
        Default = SocketPath.Default,
        Meaning = "Path of the socket to serve on",
    });

    public static readonly Parameter<string> Group = Section.Add(new Parameter<string>(Rule.AnyText, "edgeactors_group")
    {
        Flag = "--group",
        DefaultWords = "the group of the process",
        Meaning = "Group that may use the socket, by name or number",
    });

    public static readonly Parameter<bool> LogVerbose = Section.Add(
        new Parameter<bool>(Rule.Switch, "SagemakerEdgeLogVerbose", "sagemaker_edge_log_verbose")
        {
            Default = false,
            IsLive = true,
            Meaning = "Log for debugging",
            Besides = "`edgeactors_log_level` wins",
        });

    public static readonly Parameter<LogLevel> Level = Section.Add(new Parameter<LogLevel>(
        new ChoiceRule<LogLevel>([.. Enum.GetValues<LogLevel>().Select(level => (level.ToString(), level))]), "edgeactors_log_level")
    {
        Flag = "--log-level",
        DefaultWords = "Information; Debug with `SagemakerEdgeLogVerbose`",
        IsLive = true,
        Meaning = "What is logged: this level and what is graver",
    });

    public static readonly Parameter<long> MaxMessageBytes = Section.Add(new Parameter<long>(
        new SizeRule(RunOptions.LeastMaxMessageBytes, Array.MaxLength), "edgeactors_max_message_bytes")
    {
        Flag = "--max-message-bytes",
        ShortFlag = "-m",
        Default = RunOptions.DefaultMaxMessageBytes,
        Meaning = "Bytes that one request or answer may have",
    });

    public static readonly Parameter<long> MemoryBudget = Section.Add(new Parameter<long>(
        new SizeRule(RunOptions.LeastMemoryBudget, RunOptions.MostMemoryBudget), "edgeactors_memory_budget")
    {
        Flag = "--memory-budget",
        DefaultWords = "80 % of what the control group or the machine allows",
        Meaning = "Bytes that models and requests may take",
    });

    public static readonly Parameter<int> IntraThreads = Section.Add(new Parameter<int>(
        Rule.Number(0, OnnxOptions.MostIntraOpThreads), "edgeactors_intra_threads")
    {
        Flag = "--intra-threads",
        Default = new OnnxOptions().IntraOpThreads,
        Meaning = "Threads of one run",
        Besides = "0 for one per processor, at most 4",
    });

    public static readonly Parameter<int> MaxQueue = Section.Add(new Parameter<int>(Rule.Number(0, ModelsOptions.LongestQueue), "edgeactors_max_queue")
    {
        Flag = "--max-queue",
        Default = ModelsOptions.UsualQueue,
        Meaning = "Requests that may wait for one model",
    });

    public static readonly Parameter<int> MaxConcurrency = Section.Add(new Parameter<int>(
        Rule.Number(1, ModelsOptions.MostRunsPerModel), "edgeactors_max_concurrency")
    {
        Flag = "--max-concurrency",
        DefaultWords = "one per processor",
        Meaning = "Runs of one model at the same time",
    });

    public static readonly Parameter<TimeSpan> ReloadPeriod = Section.Add(new Parameter<TimeSpan>(
        Rule.Seconds(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), "edgeactors_reload_seconds")
    {
        Default = TimeSpan.FromSeconds(5),
        Meaning = "How often the configuration is looked at for changes, besides when its file is seen to change",
    });

    public static readonly Parameter<string> EngineLibrary = Section.Add(new Parameter<string>(Rule.File, "edgeactors_engine_library")
    {
        Flag = "--engine-library",
        DefaultWords = "the packaged one",
        Meaning = "ONNX Runtime library to use",
    });
}
