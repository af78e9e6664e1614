using Microsoft.Extensions.Logging;

namespace EdgeActors.Logging;

/// <summary>What the process itself logs.</summary>
internal static partial class ProcessLog
{
    /// <summary>Number of the event that tells that the agent serves; it is written by <see cref="AgentLog.Listening"/> at any level.</summary>
    public const int ListeningId = 1000;

    /// <summary>Its name.</summary>
    public const string ListeningName = "Listening";

    [LoggerMessage(1001, LogLevel.Information, "Captures are stored in {Destination}, and kept {Durability}. The agent's own data are in {Root}")]
    public static partial void CaptureSettings(this ILogger log, string destination, string root, string durability);

    [LoggerMessage(1002, LogLevel.Information, "Stopping: no new work, answering what is running")]
    public static partial void Stopping(this ILogger log);

    [LoggerMessage(1003, LogLevel.Information, "Stopped")]
    public static partial void Stopped(this ILogger log);

    [LoggerMessage(
        1004, LogLevel.Warning, "The stop took {Seconds} s and is cut short: {Calls} calls on {Connections} connections had not ended, or a model still ran")]
    [Advice("A prediction took longer than the stop may. Its client has no answer; captures on stable storage (DbEnable) go on at the next start.")]
    public static partial void StopTooSlow(this ILogger log, double seconds, int calls, int connections);

    [LoggerMessage(1005, LogLevel.Error, "The agent ended although nobody asked it to; it is to be started again")]
    [Advice("A fault of the agent that it could not go on with; the messages before say which. The service manager starts it again.")]
    public static partial void EndedByItself(this ILogger log);

    [LoggerMessage(1050, LogLevel.Warning, "{Warning}")]
    [Advice("Something in the configuration is odd but does no harm; the text names it and what was meant.")]
    public static partial void OddConfiguration(this ILogger log, string warning);
}
