using System.Net.Sockets;
using EdgeActors.Grpc.Socket;
using EdgeActors.Grpc.Transport;
using EdgeActors.Grpc.Transport.Blocks;
using EdgeActors.Specs.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using NetSocket = System.Net.Sockets.Socket;

namespace EdgeActors.Specs.Grpc.Transport;

public sealed class SocketTransportSpecs
{
    [Theory]
    [InlineData(128, 60_000)]
    [InlineData(0, 4_096)]
    public async Task What_a_client_sends_comes_in_blocks_of_the_pool(int maxBlocks, int first)
    {
        using TemporaryFolder folder = new();
        string path = folder["s.sock"];
        using ListenSocket socket = await ListenSocket.ClaimAsync(new ListenSocketOptions { Path = path }, TimeProvider.System, CancellationToken.None);
        IConnectionListenerFactory transport = SocketTransport.Create(socket, new BlockPool(65_536, maxBlocks), NullLoggerFactory.Instance);
        await using IConnectionListener listener = await transport.BindAsync(new UnixDomainSocketEndPoint(path));
        using NetSocket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(path));
        // All of it waits in the socket before the transport looks.
        Assert.Equal(60_000, await client.SendAsync(new byte[60_000]));

        await using ConnectionContext connection = (await listener.AcceptAsync())!;
        var read = await connection.Transport.Input.ReadAsync();

        Assert.Equal(first, read.Buffer.FirstSpan.Length);
        connection.Transport.Input.AdvanceTo(read.Buffer.End);
    }
}
