using System.Collections.Concurrent;
using EdgeActors.Grpc.HealthChecks;
using EdgeActors.Grpc.Transport;
using EdgeActors.Specs.Http2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Grpc.Transport;

/// <summary>The real endpoint on a socket of its own, wired as the product wires it. Any unexpected Error in the log fails the spec.</summary>
internal sealed class TransportHost : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-grpc-").FullName;
    private readonly ServiceProvider _services;
    private readonly ErrorLog _errors = new();

    private TransportHost(IUnaryMethod[] methods, TimeProvider? time, Action<GrpcTransportOptions>? options)
    {
        SocketPath = Path.Combine(_folder, "agent.sock");
        var services = new ServiceCollection();
        services.AddLogging(log => log.AddProvider(_errors).SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton(time ?? TimeProvider.System);
        foreach (var method in methods)
        {
            services.AddSingleton(method);
        }

        services.AddGrpcTransport(socket => socket.Path = SocketPath, options);
        _services = services.BuildServiceProvider();
    }

    public string SocketPath { get; }

    private GrpcServer Server => _services.GetRequiredService<GrpcServer>();

    public ServingStatusBoard Health => _services.GetRequiredService<ServingStatusBoard>();

    /// <summary>Connections that the endpoint serves now.</summary>
    public int Connections => Server.Connections;

    /// <summary>Calls that have not ended.</summary>
    public int Calls => Server.Calls;

    /// <summary>What the log said at Error, in order.</summary>
    public IReadOnlyCollection<string> Errors => _errors.Texts;

    /// <summary>What the log said at Warning.</summary>
    public IReadOnlyCollection<string> Warnings => _errors.Warnings;

    /// <summary>What the transport itself said at Debug.</summary>
    public IReadOnlyCollection<string> Details => _errors.Details;

    /// <summary>Set by a spec that provokes errors on purpose.</summary>
    public bool ErrorsExpected { get; set; }

    public static async Task<TransportHost> StartAsync(
        IUnaryMethod[] methods, TimeProvider? time = null, Action<GrpcTransportOptions>? options = null)
    {
        var host = new TransportHost(methods, time, options);
        await host.Server.StartAsync(CancellationToken.None);
        return host;
    }

    public Task<Http2TestConnection> ConnectAsync(bool handshake = true) => Http2TestConnection.ConnectAsync(SocketPath, handshake);

    public Task StopAsync() => Server.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        // Specs leave connections open on purpose; nothing is gained by waiting for them.
        await Server.StopAsync(new CancellationToken(canceled: true));
        await _services.DisposeAsync();
        _errors.Dispose();
        Directory.Delete(_folder, recursive: true);
        Assert.True(ErrorsExpected || _errors.Texts.IsEmpty, string.Join('\n', _errors.Texts));
    }

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Texts { get; } = [];

        public ConcurrentQueue<string> Warnings { get; } = [];

        public ConcurrentQueue<string> Details { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Debug && eventId.Id is >= 1200 and < 1300)
            {
                Details.Enqueue(formatter(state, exception));
            }

            if (logLevel >= LogLevel.Warning)
            {
                (logLevel >= LogLevel.Error ? Texts : Warnings).Enqueue($"{formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
            // Holds nothing.
        }
    }
}
