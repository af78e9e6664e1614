using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Grpc.Transport;

/// <summary>
/// Lets go of a connection some time after it has closed, even when Kestrel would hold on to it for ever: when a client opens
/// streams faster than the queue of outgoing frames is emptied, Kestrel drops the end of other streams from that queue and then
/// waits for it. Such a connection counted against the limit until the process ended, and made it end late.
/// </summary>
internal sealed class GoneConnections(TimeSpan patience, TimeProvider time, ILogger log)
{
    // Kestrel's own list is weak: a connection that nothing completes would be collected, and with it our part of its end.
    private readonly ConcurrentDictionary<Watch, bool> _watches = new();

    public ConnectionDelegate Wrap(ConnectionDelegate next) => connection => RunAsync(connection, next);

    private async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var watch = new Watch(connection, patience, time);
        _ = _watches.TryAdd(watch, true);
        try
        {
            var serving = next(connection);
            if (await Task.WhenAny(serving, watch.Overdue) == serving)
            {
                await serving;
                return;
            }

            log.ConnectionForgotten(connection.ConnectionId, patience);
        }
        finally
        {
            _ = _watches.TryRemove(watch, out _);
        }
    }

    private sealed class Watch
    {
        private readonly TaskCompletionSource _overdue = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConnectionContext _connection;
        private readonly System.Net.Sockets.Socket? _socket;
        private readonly TimeSpan _patience;
        private readonly TimeProvider _time;
        private long? _closed;

        public Watch(ConnectionContext connection, TimeSpan patience, TimeProvider time)
        {
            (_connection, _patience, _time) = (connection, patience, time);
            _socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
            connection.Features.GetRequiredFeature<IConnectionHeartbeatFeature>().OnHeartbeat(static watch => ((Watch)watch).Look(), this);
        }

        public Task Overdue => _overdue.Task;

        // The token alone would not do: it waits for whoever stopped reading. The server closes the socket itself, though.
        private bool IsClosed => _connection.ConnectionClosed.IsCancellationRequested || _socket is { SafeHandle.IsClosed: true };

        private void Look()
        {
            if (_closed is { } since)
            {
                if (_time.GetElapsedTime(since) >= _patience)
                {
                    _overdue.TrySetResult();
                }
            }
            else if (IsClosed)
            {
                _closed = _time.GetTimestamp();
            }
        }
    }
}
