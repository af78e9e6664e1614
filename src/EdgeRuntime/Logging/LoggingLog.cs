using Microsoft.Extensions.Logging;

namespace EdgeActors.Logging;

/// <summary>What the log says about itself.</summary>
internal static partial class LoggingLog
{
    private const int First = 1150;
    private const int Last = 1199;

    /// <summary>Whether it is one of these, which are never counted as repeats.</summary>
    public static bool IsOwn(int id) => id is >= First and <= Last;

    [LoggerMessage(1150, LogLevel.Warning, "{Lines} lines of the log were dropped because {Output} did not take them fast enough")]
    [Advice("A disk or a reader of standard output is slow or stands still. The agent does not wait for it.")]
    public static partial void LinesDropped(this ILogger log, long lines, string output);

    [LoggerMessage(EventId = 1151, Message = "{Event} ({Id}) was repeated {Count} more times in the last {Seconds} s; the last time: {Text}")]
    [Advice("See the event that it names. --log-repeats says how many are written before they are counted.")]
    public static partial void Repeated(this ILogger log, LogLevel level, string @event, int id, long count, double seconds, string text);

    [LoggerMessage(1152, LogLevel.Warning, "The log file {File} cannot be written: {Reason}; it is tried again every {Seconds} s, and the log goes on elsewhere")]
    [Advice("See the reason: a full or read-only disk, rights, or somebody put a link in its place. The agent goes on.")]
    public static partial void FileFails(this ILogger log, string file, string reason, double seconds);

    [LoggerMessage(1153, LogLevel.Warning, "The log file {File} can be written again; {Lines} lines are missing in it")]
    [Advice("Nothing to do. Standard output has the missing lines.")]
    public static partial void FileWorksAgain(this ILogger log, string file, long lines);

    [LoggerMessage(1154, LogLevel.Warning, "{Lines} lines of the log could not be written to standard output")]
    [Advice("Whoever read standard output was gone for a while. The log file, if there is one, has them.")]
    public static partial void LinesLost(this ILogger log, long lines);
}
