using EdgeActors.Grpc.Socket;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;
using EdgeActors.Specs.Http2;

namespace EdgeActors.Specs.Grpc.Transport;

public sealed class GrpcServerSpecs
{
    [Fact]
    public async Task Stopping_lets_the_running_call_end_and_removes_the_socket()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(async call =>
        {
            await call.ReadAsync(new BytesParser());
            started.SetResult();
            await release.Task;
            call.StartResponse(0);
        })]);
        using var client = await host.ConnectAsync();
        var stream = await client.StartCallAsync(client.CallHeaders(ScriptedMethod.Name, "localhost"), Http2TestConnection.Message([1]));
        await started.Task;

        var stopping = host.StopAsync();
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        var reply = await client.ReadReplyAsync(stream);
        client.Dispose();
        await stopping;

        Assert.Equal("0", reply.GrpcStatus);
        Assert.False(File.Exists(host.SocketPath));
    }

    [Fact]
    public async Task A_stopped_agent_is_unavailable_to_the_client()
    {
        await using var host = await TransportHost.StartAsync([]);
        using var client = new EdgeAgentClient(host.SocketPath);
        await client.CheckHealthAsync();

        await host.StopAsync();
        var failure = await Assert.ThrowsAsync<GrpcException>(() => client.CheckHealthAsync());

        Assert.Equal(GrpcStatusCode.Unavailable, failure.Code);
    }

    [Fact]
    public async Task A_second_agent_on_the_same_socket_does_not_start()
    {
        await using var host = await TransportHost.StartAsync([new EchoMethod()]);

        await Assert.ThrowsAsync<SocketClaimException>(() => ListenSocket.ClaimAsync(
            new ListenSocketOptions { Path = host.SocketPath }, TimeProvider.System, CancellationToken.None));

        using var client = await host.ConnectAsync();
        Assert.Equal("0", (await client.CallAsync(EchoMethod.Name, [1])).GrpcStatus);
    }

    [Fact]
    public async Task The_peer_of_each_connection_is_written_down_at_debug()
    {
        await using var host = await TransportHost.StartAsync([new EchoMethod()]);
        using var client = await host.ConnectAsync();
        await client.CallAsync(EchoMethod.Name, [1]);

        Assert.Contains($"is from process {Environment.ProcessId}, user ", Assert.Single(host.Details), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_streams_opened_at_once_leave_the_agent_up()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_ => release.Task), new EchoMethod()]);
        host.ErrorsExpected = true;
        using var good = await host.ConnectAsync();
        using var bad = await host.ConnectAsync();

        Http2TestReply? last = null;
        var hungUp = await Record.ExceptionAsync(async () =>
        {
            var stream = 0;
            for (var i = 0; i < 10_000; i++)
            {
                stream = await bad.StartCallAsync(bad.CallHeaders(ScriptedMethod.Name, "%2Fx"), null, end: false);
            }

            last = await bad.ReadReplyAsync(stream);
        });

        // A server that keeps up resets what is beyond the limit; one that falls behind hangs up.
        Assert.True(hungUp is IOException || last?.Reset is not null, hungUp?.ToString() ?? "the last of 10,000 streams was taken");
        Assert.Equal("0", (await good.CallAsync(EchoMethod.Name, [1])).GrpcStatus);
        Assert.Empty(host.Warnings);
        Assert.Empty(host.Errors);
        release.SetResult();
    }

    [Fact]
    public async Task Rapid_resets_do_not_hurt_other_connections()
    {
        await using var host = await TransportHost.StartAsync([new EchoMethod()]);
        using var good = await host.ConnectAsync();
        using var bad = await host.ConnectAsync();

        var hungUp = await Record.ExceptionAsync(async () =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                var stream = await bad.StartCallAsync(bad.CallHeaders(EchoMethod.Name, "%2Fx"), null, end: false);
                await bad.SendAsync(FrameType.Reset, FrameFlags.None, stream, [0, 0, 0, 8]);
            }
        });

        // A server that keeps up with the resets has no reason to hang up; one that does not may.
        Assert.True(hungUp is null or IOException, hungUp?.ToString());
        Assert.Equal("0", (await good.CallAsync(EchoMethod.Name, [1])).GrpcStatus);
        Assert.Empty(host.Warnings);
    }
}
