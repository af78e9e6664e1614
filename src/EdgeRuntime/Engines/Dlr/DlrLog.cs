using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Engines.Dlr;

/// <summary>What the DLR engine logs.</summary>
internal static partial class DlrLog
{
    [LoggerMessage(
        2200,
        LogLevel.Information,
        "Models compiled by SageMaker Neo run on DLR {Version} from {Path}",
        EventName = "DlrFound")]
    public static partial void Found(ILogger log, string version, string path);

    [LoggerMessage(2201, LogLevel.Debug, "libdlr: {Line}", EventName = "DlrPrinted")]
    public static partial void Printed(ILogger log, string line);

    [LoggerMessage(
        2202,
        LogLevel.Information,
        "'{Folder}' gets no further handle: each takes {Bytes} bytes, and the memory budget has no room for another",
        EventName = "DlrHandlesLimited")]
    public static partial void NoMemoryForMore(ILogger log, string folder, long bytes);

    [LoggerMessage(
        2203,
        LogLevel.Warning,
        "Another handle of '{Folder}' could not be made, so fewer predictions run at the same time: {Reason}",
        EventName = "DlrHandleFailed")]
    [Advice("The model serves on with fewer runs at the same time. See the reason; most often memory.")]
    public static partial void NoFurtherHandle(ILogger log, string folder, string reason);

    [LoggerMessage(
        2204,
        LogLevel.Warning,
        "The package in '{Folder}' brings {Library}, which is not used: {Used} serves all models",
        EventName = "DlrLibraryPassedOver")]
    [Advice("One library serves all packages of a process. Start the agent with the library that the most demanding package wants.")]
    public static partial void PackagedLibraryPassedOver(ILogger log, string folder, string library, string used);

    [LoggerMessage(
        2205,
        LogLevel.Warning,
        "libdlr did not free '{Folder}': {Reason}; its memory is lost until the agent is restarted",
        EventName = "DlrNotFreed")]
    [Advice("A fault of the library. Restart the agent when the memory is needed.")]
    public static partial void NotFreed(ILogger log, string folder, string reason);

    [LoggerMessage(2206, LogLevel.Warning, "{Variable} cannot be set for libdlr", EventName = "DlrVariableNotSet")]
    [Advice("The library runs with its own default for it. Set the variable in the environment of the agent.")]
    public static partial void NotSet(ILogger log, string variable);

    [LoggerMessage(
        2210,
        LogLevel.Information,
        "TensorRT's cache drops {Engine} ({Bytes} bytes) to keep its limit",
        EventName = "TensorRtEngineDropped")]
    public static partial void EngineDropped(ILogger log, string engine, long bytes);

    [LoggerMessage(
        2211,
        LogLevel.Warning,
        "TensorRT's cache has {Bytes} bytes, which is over its limit of {Limit}: all of them are in use or cannot be removed",
        EventName = "TensorRtCacheOverLimit")]
    [Advice("Engines in use cannot be removed. Unload models, or give the cache a higher limit.")]
    public static partial void OverLimit(ILogger log, long bytes, long limit);

    [LoggerMessage(
        2212,
        LogLevel.Information,
        "TensorRT's cache drops {Engine}: nobody can tell whether it is whole, since the agent ended while it was made",
        EventName = "TensorRtEngineTorn")]
    public static partial void EngineTorn(ILogger log, string engine);

    [LoggerMessage(
        2213,
        LogLevel.Warning,
        "TensorRT's cache cannot be used or kept within its limit: {Reason}",
        EventName = "TensorRtCacheFails")]
    [Advice("Models load more slowly, because nothing is kept. See the reason: rights of the folder, or the disk.")]
    public static partial void CacheFails(ILogger log, string reason);
}
