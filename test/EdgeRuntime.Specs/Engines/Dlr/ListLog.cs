using System.Collections.Concurrent;
using EdgeActors.Engines.Dlr;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Engines.Dlr;

/// <summary>Remembers what was logged.</summary>
internal sealed class ListLog : ILogger<DlrEngine>, IDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue(formatter(state, exception));

    public void Dispose()
    {
    }
}
