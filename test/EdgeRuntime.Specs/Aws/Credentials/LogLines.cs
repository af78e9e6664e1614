using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Aws.Credentials;

/// <summary>Keeps what is logged, as text with everything that a log might add.</summary>
internal sealed class LogLines : ILogger<EdgeActors.Aws.Credentials.CredentialCache>
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> All => _lines;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
}
