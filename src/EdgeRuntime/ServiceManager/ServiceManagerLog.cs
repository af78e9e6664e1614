using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.ServiceManager;

internal static partial class ServiceManagerLog
{
    [LoggerMessage(5050, LogLevel.Information, "The service manager is told that the agent is alive, every {Seconds} s as long as it answers")]
    public static partial void Watched(this ILogger log, double seconds);

    [LoggerMessage(5051, LogLevel.Warning, "The service manager cannot be told how the agent does: {Reason}")]
    [Advice("The service manager may take the agent for not ready, or restart it. See the reason: the unit needs NotifyAccess.")]
    public static partial void ServiceManagerUntold(this ILogger log, string reason);

    [LoggerMessage(5052, LogLevel.Warning, "The agent does not prove that it works: {Reason}. Whoever watches over it is told nothing until it does")]
    [Advice("A part of the agent does not answer. If it goes on, the service manager restarts the agent; report it with the log at Debug.")]
    public static partial void NoLifeShown(this ILogger log, string reason);

    [LoggerMessage(5053, LogLevel.Information, "The agent proves again that it works, after {Failures} times that it did not")]
    public static partial void LifeShownAgain(this ILogger log, int failures);

    [LoggerMessage(5054, LogLevel.Error, "The agent has not proved for some time that it works, and asks to be started again")]
    [Advice("The agent hung and is started again. Report it with the log before it.")]
    public static partial void Wedged(this ILogger log);

    [LoggerMessage(
        5055, LogLevel.Information, "Start number {Starts}, {Crashes} of them after a crash and {PowerCuts} after the machine went down under the agent")]
    public static partial void Started(this ILogger log, long starts, long crashes, long powerCuts);

    [LoggerMessage(5056, LogLevel.Warning, "This start follows a {End}: the agent that started at {Since:u} did not stop in order")]
    [Advice("The agent before crashed, was killed, or the machine lost power. Look at the end of its log and at the kernel log.")]
    public static partial void StartedAfter(this ILogger log, string end, DateTimeOffset since);

    [LoggerMessage(5057, LogLevel.Warning, "The count of starts and crashes begins anew: {File} {Reason}")]
    [Advice("The file was damaged or of another version; only the counts are lost.")]
    public static partial void HistoryLost(this ILogger log, string file, string reason);

    [LoggerMessage(5058, LogLevel.Debug, "Starts and crashes are not counted: {Reason}")]
    public static partial void NoHistory(this ILogger log, string reason);
}
