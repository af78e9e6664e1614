using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Grpc.Transport;

/// <summary>
/// Closes connections beyond the limit. Kestrel has such a limit too, but warns about every single refusal, which lets any local
/// process flood the log.
/// </summary>
internal sealed class ConnectionLimit(int limit, ILogger log)
{
    private int _open;

    /// <summary>Connections that are served now.</summary>
    public int Open => Volatile.Read(ref _open);

    public ConnectionDelegate Wrap(ConnectionDelegate next) => connection => RunAsync(connection, next);

    private async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            if (Interlocked.Increment(ref _open) > limit)
            {
                log.ConnectionRefused(connection.ConnectionId, limit);
                connection.Abort();
                return;
            }

            await next(connection);
        }
        finally
        {
            _ = Interlocked.Decrement(ref _open);
        }
    }
}
