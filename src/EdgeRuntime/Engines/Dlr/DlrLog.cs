using Microsoft.Extensions.Logging;

namespace EdgeActors.Engines.Dlr;

/// <summary>What the DLR engine logs.</summary>
internal static partial class DlrLog
{
    [LoggerMessage(2200, LogLevel.Information, "Models compiled by SageMaker Neo run on DLR {Version} from {Path}")]
    public static partial void Found(ILogger log, string version, string path);

    [LoggerMessage(2201, LogLevel.Debug, "libdlr: {Line}")]
    public static partial void Printed(ILogger log, string line);

    [LoggerMessage(2202, LogLevel.Information, "'{Folder}' gets no further handle: each takes {Bytes} bytes, and the memory budget has no room for another")]
    public static partial void NoMemoryForMore(ILogger log, string folder, long bytes);

    [LoggerMessage(2203, LogLevel.Warning, "Another handle of '{Folder}' could not be made, so fewer predictions run at the same time: {Reason}")]
    public static partial void NoFurtherHandle(ILogger log, string folder, string reason);

    [LoggerMessage(2204, LogLevel.Warning, "The package in '{Folder}' brings {Library}, which is not used: {Used} serves all models")]
    public static partial void PackagedLibraryPassedOver(ILogger log, string folder, string library, string used);

    [LoggerMessage(2205, LogLevel.Warning, "libdlr did not free '{Folder}': {Reason}; its memory is lost until the agent is restarted")]
    public static partial void NotFreed(ILogger log, string folder, string reason);

    [LoggerMessage(2206, LogLevel.Warning, "{Variable} cannot be set for libdlr")]
    public static partial void NotSet(ILogger log, string variable);

    [LoggerMessage(2210, LogLevel.Information, "TensorRT's cache drops {Engine} ({Bytes} bytes) to keep its limit")]
    public static partial void EngineDropped(ILogger log, string engine, long bytes);

    [LoggerMessage(2211, LogLevel.Warning, "TensorRT's cache has {Bytes} bytes, which is over its limit of {Limit}: all of them are in use or cannot be removed")]
    public static partial void OverLimit(ILogger log, long bytes, long limit);

    [LoggerMessage(2212, LogLevel.Information, "TensorRT's cache drops {Engine}: nobody can tell whether it is whole, since the agent ended while it was made")]
    public static partial void EngineTorn(ILogger log, string engine);

    [LoggerMessage(2213, LogLevel.Warning, "TensorRT's cache cannot be used or kept within its limit: {Reason}")]
    public static partial void CacheFails(ILogger log, string reason);
}
