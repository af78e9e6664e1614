using Microsoft.Extensions.Logging;

namespace EdgeActors.Grpc.Transport;

/// <summary>
/// Kestrel's loggers, with what it says about single connections at Debug whatever it thinks of it: some of its messages about
/// misbehaving clients are Errors, so that any local process could fill the log. What it says about itself keeps its level.
/// </summary>
internal sealed class ClientFaultLogs(ILoggerFactory logs) : ILoggerFactory
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.";

    private static readonly HashSet<string> AboutClients =
        [Kestrel + "Http2", Kestrel + "BadRequests", Kestrel + "Connections", Kestrel + "Transport.Sockets"];

    public ILogger CreateLogger(string categoryName)
    {
        var log = logs.CreateLogger(categoryName);
        return AboutClients.Contains(categoryName) ? new Lowered(log) : log;
    }

    public void AddProvider(ILoggerProvider provider) => logs.AddProvider(provider);

    public void Dispose()
    {
        // The host's factory is the host's to dispose.
    }

    private sealed class Lowered(ILogger log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(Lower(logLevel));

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Log(Lower(logLevel), eventId, state, exception, formatter);

        private static LogLevel Lower(LogLevel level) => level is > LogLevel.Debug and < LogLevel.None ? LogLevel.Debug : level;
    }
}
