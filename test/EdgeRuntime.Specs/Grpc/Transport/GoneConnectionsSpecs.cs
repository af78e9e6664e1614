using System.Net.Sockets;
using EdgeActors.Specs.Http2;

namespace EdgeActors.Specs.Grpc.Transport;

/// <summary>Clients that open streams by the thousand, read nothing and go leave nothing behind.</summary>
public sealed class GoneConnectionsSpecs
{
    private const int Attacks = 20;
    private const int Streams = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Floods_of_unfinished_calls_leave_no_call_and_no_connection_behind()
    {
        var begun = 0;
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(async call =>
        {
            Interlocked.Increment(ref begun);
            await call.ReadAsync(new BytesParser());
        })]);

        for (var attack = 0; attack < Attacks; attack++)
        {
            await FloodAsync(host);
        }

        await UntilAsync(() => host.Connections == 0 && host.Calls == 0);
        Assert.True(begun >= Attacks, $"only {begun} calls began");
        await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(2));
    }

    // One write for all streams: a client that sends each frame by itself is too slow to fill any queue.
    private static async Task FloodAsync(TransportHost host)
    {
        using var bad = await host.ConnectAsync();
        var headers = bad.CallHeaders(ScriptedMethod.Name, "localhost");
        var flood = new MemoryStream();
        for (var i = 0; i < Streams; i++)
        {
            flood.Write(new Http2Frame(FrameType.Headers, FrameFlags.EndHeaders, bad.NextStream(), headers).ToBytes());
        }

        try
        {
            await bad.SendRawAsync(flood.ToArray());
        }
        catch (IOException e) when (e.InnerException is SocketException)
        {
            // The server may hang up on such a client at any moment.
            return;
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!condition())
        {
            Assert.True(await tick.WaitForNextTickAsync(patience.Token));
        }
    }
}
