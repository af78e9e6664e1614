namespace EdgeActors.Logging;

/// <summary>How lines of the log look; <c>--log-format</c> names them.</summary>
internal enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>As the old agent wrote them.</summary>
    Edge,

    /// <summary>One JSON object per line, for programs.</summary>
    Json,
}

/// <summary>Puts a message into a line.</summary>
internal interface ILogFormat
{
    /// <summary>
    /// The line without its end. Only <see cref="LogFormat.Text"/> and <see cref="LogFormat.Edge"/> go on below it, with stack traces at Debug, and then each
    /// further line begins with a space. Whatever a client put into a name, no line is one that the agent did not write.
    /// </summary>
    string Line(LogEntry entry);
}

/// <summary>Makes formats.</summary>
internal static class LogFormats
{
    /// <summary>The format of that kind.</summary>
    /// <param name="format">Which.</param>
    /// <param name="levels">Stack traces are for debugging.</param>
    /// <param name="version">The agent's own.</param>
    public static ILogFormat Of(LogFormat format, LogLevelSwitch levels, string version) => format switch
    {
        LogFormat.Edge => new EdgeFormat(levels, version),
        LogFormat.Json => new JsonFormat(),
        _ => new TextFormat(levels),
    };
}
