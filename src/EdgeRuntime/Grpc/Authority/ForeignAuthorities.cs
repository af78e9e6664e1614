using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace EdgeActors.Grpc.Authority;

/// <summary>
/// Lets clients in whose <c>:authority</c> is the path of the socket, plain or percent-encoded, as gRPC libraries send it. Kestrel
/// takes host names only and resets every other stream with PROTOCOL_ERROR before any of our code could see it.
/// </summary>
internal static class ForeignAuthorities
{
    public static ConnectionDelegate Wrap(ConnectionDelegate next) => async connection =>
    {
        var transport = connection.Transport;
        connection.Transport = new Inspected(new AuthorityPipeReader(transport.Input), transport.Output);
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    };

    private sealed record Inspected(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
