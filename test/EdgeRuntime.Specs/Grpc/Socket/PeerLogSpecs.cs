using System.Net.Sockets;
using EdgeActors.Grpc.Socket;
using EdgeActors.Specs.Engines.Dlr;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using NetSocket = System.Net.Sockets.Socket;

namespace EdgeActors.Specs.Grpc.Socket;

public sealed class PeerLogSpecs
{
    [Fact]
    public async Task A_client_that_is_gone_already_is_no_error()
    {
        using var log = new ListLog();
        var closed = new NetSocket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        closed.Dispose();
        var connection = new DefaultConnectionContext("c1");
        connection.Features.Set<IConnectionSocketFeature>(new Given(closed));
        var served = 0;

        await new PeerLog(log).Wrap(_ =>
        {
            served++;
            return Task.CompletedTask;
        })(connection);

        Assert.Equal(1, served);
        Assert.Equal(["Connection c1 is from an unknown peer: it is gone already"], log.Lines);
    }

    private sealed class Given(NetSocket socket) : IConnectionSocketFeature
    {
        public NetSocket Socket => socket;
    }
}
