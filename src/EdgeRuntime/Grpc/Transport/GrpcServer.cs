using EdgeActors.Grpc.Authority;
using EdgeActors.Grpc.HealthChecks;
using EdgeActors.Grpc.Socket;
using EdgeActors.Grpc.Transport.Blocks;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeActors.Grpc.Transport;

/// <summary>
/// The endpoint as a hosted service: claims the socket, serves, and at stop reports NOT_SERVING, removes the socket, and lets
/// running calls end. Kestrel without the web stack around it: no routing, no middleware, no per-request scopes.
/// </summary>
internal sealed class GrpcServer(
    GrpcDispatcher dispatcher,
    ServingStatusBoard health,
    IOptions<GrpcTransportOptions> transport,
    IOptions<ListenSocketOptions> socket,
    TimeProvider time,
    ILoggerFactory logs) : IHostedService, IAsyncDisposable
{
    private readonly ILogger _log = logs.CreateLogger<GrpcServer>();
    private readonly ConnectionLimit _connections = new(transport.Value.MaxConnections, logs.CreateLogger<GrpcServer>());
    private ListenSocket? _socket;
    private KestrelServer? _kestrel;

    /// <summary>Connections that are served now.</summary>
    public int Connections => _connections.Open;

    /// <summary>Calls that have not ended.</summary>
    public int Calls => dispatcher.Calls;

    /// <summary>Starts to serve.</summary>
    /// <exception cref="SocketClaimException">The socket path cannot be used; the text says why and what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _socket = await ListenSocket.ClaimAsync(socket.Value, time, cancellationToken);
        var quiet = new ClientFaultLogs(logs);
        _kestrel = new KestrelServer(
            Options.Create(KestrelSettings(_socket)),
            SocketTransport.Create(_socket, new BlockPool(transport.Value.BlockBytes, transport.Value.MaxBlocks), quiet),
            quiet);
        await _kestrel.StartAsync(dispatcher, cancellationToken);
    }

    /// <summary>Stops: no new connections, running calls end or are cut when <paramref name="cancellationToken"/> fires.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        health.Stop();
        // First, so that no file is left whatever else hangs.
        _socket?.Remove();
        if (_kestrel is not null)
        {
            await _kestrel.StopAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        _kestrel?.Dispose();
        _socket?.Dispose();
        return ValueTask.CompletedTask;
    }

    private KestrelServerOptions KestrelSettings(ListenSocket socket)
    {
        var o = transport.Value;
        var options = new KestrelServerOptions { AddServerHeader = false };
        var limits = options.Limits;
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: o.RequestStallTimeout);
        limits.MaxRequestHeadersTotalSize = o.MaxHeaderBytes;
        limits.Http2.MaxRequestHeaderFieldSize = o.MaxHeaderBytes;
        limits.Http2.MaxStreamsPerConnection = o.MaxStreamsPerConnection;
        limits.Http2.KeepAlivePingDelay = o.KeepAlivePingDelay;
        limits.Http2.KeepAlivePingTimeout = o.KeepAlivePingTimeout;

        options.ListenUnixSocket(socket.Path, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.Use(_connections.Wrap);
            listen.Use(new GoneConnections(o.GoneConnectionTimeout, time, _log).Wrap);
            listen.Use(new PeerLog(_log).Wrap);
            listen.Use(ForeignAuthorities.Wrap);
        });
        return options;
    }
}
