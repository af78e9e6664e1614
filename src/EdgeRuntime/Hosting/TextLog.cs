using EdgeActors.Logging;
using EdgeActors.Wording;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting;

/// <summary>
/// Writes log lines for people, <c>2026-11-22T16:55:34.123Z info  text</c>, in UTC. Stack traces appear only when debugging
/// is logged; otherwise an exception adds its message. Whatever a client put into a name or an id, a line of the log is one that the
/// agent wrote: control and separator characters come escaped, and only lines that begin with a space go on with the one before.
/// </summary>
internal sealed class TextLog(TextWriter output, LogLevelSwitch levels, TimeProvider clock) : ILoggerProvider
{
    private static readonly string[] LineEnds = ["\r\n", "\n"];

    // The console's writer is not shared with anybody else's half lines.
    private readonly Lock _line = new();

    /// <summary>What is logged; may be set at any time.</summary>
    public LogLevelSwitch Levels => levels;

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Category(this);

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_line)
        {
            output.Flush();
        }
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        LogLevel.Error => "error",
        _ => "fatal",
    };

    private static string Shown(string text) => Printable.Of(text, int.MaxValue);

    private static string Trace(Exception exception)
    {
        IEnumerable<string> lines = exception.ToString().Split(LineEnds, StringSplitOptions.None);
        return string.Concat(lines.Select(line => $"{Environment.NewLine}  {Shown(line)}"));
    }

    private void Write(LogLevel level, string text, Exception? exception)
    {
        string detail = exception is null ? "" : levels.IsVerbose ? Trace(exception) : $": {Shown(exception.Message)}";
        string line = $"{clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Name(level)} {Shown(text)}{detail}";
        lock (_line)
        {
            output.WriteLine(line);
        }
    }

    private sealed class Category(TextLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => log.Levels.IsOn(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.Write(logLevel, formatter(state, exception), exception);
            }
        }
    }
}
