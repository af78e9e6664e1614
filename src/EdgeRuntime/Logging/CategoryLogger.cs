using Microsoft.Extensions.Logging;

namespace EdgeActors.Logging;

/// <summary>The log for one part of the agent. What it is given is put into text at once, since values may change after.</summary>
internal sealed class CategoryLogger(AgentLog log, string category) : ILogger
{
    private const string Template = "{OriginalFormat}";

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => log.Levels.IsOn(logLevel);

    /// <inheritdoc />
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            IReadOnlyList<KeyValuePair<string, object?>> values = state is IEnumerable<KeyValuePair<string, object?>> named
                ? [.. named.Where(static value => value.Key != Template)]
                : [];
            log.Take(logLevel, eventId, category, formatter(state, exception), values, exception);
        }
    }
}
