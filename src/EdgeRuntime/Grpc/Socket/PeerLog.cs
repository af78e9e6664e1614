using System.Net.Sockets;
using System.Runtime.InteropServices;
using EdgeActors.Grpc.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Grpc.Socket;

/// <summary>Writes down, at Debug, which process, user and group each connection comes from, as the kernel knows them.</summary>
internal sealed class PeerLog(ILogger log)
{
    private const int SolSocket = 1;
    private const int PeerCredentials = 17;

    public ConnectionDelegate Wrap(ConnectionDelegate next) => connection =>
    {
        // Asked at each connection: the level may change while the agent runs.
        if (log.IsEnabled(LogLevel.Debug) && OperatingSystem.IsLinux() && connection.Features.Get<IConnectionSocketFeature>() is { } feature)
        {
            Write(connection.ConnectionId, feature.Socket);
        }

        return next(connection);
    };

    private void Write(string connection, System.Net.Sockets.Socket socket)
    {
        Span<int> credentials = stackalloc int[3];
        try
        {
            _ = socket.GetRawSocketOption(SolSocket, PeerCredentials, MemoryMarshal.AsBytes(credentials));
            log.Peer(connection, credentials[0], (uint)credentials[1], (uint)credentials[2]);
        }
        catch (SocketException e)
        {
            log.PeerUnknown(connection, e.Message);
        }
        catch (ObjectDisposedException)
        {
            // Kestrel begins to read before it hands a connection on, and closes the socket when it finds that the client is gone.
            log.PeerUnknown(connection, "it is gone already");
        }
    }
}
