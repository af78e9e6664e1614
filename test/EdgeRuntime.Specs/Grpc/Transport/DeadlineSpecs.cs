using EdgeActors.Specs.Http2;

namespace EdgeActors.Specs.Grpc.Transport;

public sealed class DeadlineSpecs
{
    private readonly ManualTime _time = new();
    private readonly CallScript _script = new();

    [Fact]
    public async Task The_deadline_answers_while_the_handler_still_runs()
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_script.RunStubbornlyAsync)], _time);
        using var client = await host.ConnectAsync();

        var stream = await client.StartCallAsync(Headers(client, "100m"), Http2TestConnection.Message([1]));
        await _script.Started.Task;
        _time.Advance(TimeSpan.FromMilliseconds(100));
        var reply = await client.ReadReplyAsync(stream);

        Assert.True(reply.IsTrailersOnly);
        Assert.Equal("4", reply.GrpcStatus);
        Assert.False(_script.Ended.Task.IsCompleted);
        _script.Release.SetResult();
        Assert.IsType<OperationCanceledException>(await _script.Ended.Task);
    }

    [Fact]
    public async Task A_call_after_an_expired_one_starts_afresh()
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_script.RunStubbornlyAsync), new EchoMethod()], _time);
        using var client = await host.ConnectAsync();
        var stream = await client.StartCallAsync(Headers(client, "100m"), Http2TestConnection.Message([1]));
        await _script.Started.Task;
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await client.ReadReplyAsync(stream);
        _script.Release.SetResult();
        await _script.Ended.Task;

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("0", (await client.CallAsync(EchoMethod.Name, [1], "localhost", ("grpc-timeout", "50m"))).GrpcStatus);
            _time.Advance(TimeSpan.FromMilliseconds(60));
            Assert.Equal("0", (await client.CallAsync(EchoMethod.Name, [1])).GrpcStatus);
        }
    }

    [Fact]
    public async Task The_handlers_token_fires_at_the_deadline_and_not_before()
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_script.WaitForTokenAsync)], _time);
        using var client = await host.ConnectAsync();

        var stream = await client.StartCallAsync(Headers(client, "2S"), Http2TestConnection.Message([1]));
        await _script.Started.Task;
        _time.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.False(_script.Ended.Task.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.IsAssignableFrom<OperationCanceledException>(await _script.Ended.Task);
        Assert.Equal("4", (await client.ReadReplyAsync(stream)).GrpcStatus);
    }

    [Fact]
    public async Task A_timeout_longer_than_any_timer_is_kept()
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_script.WaitForTokenAsync)], _time);
        using var client = await host.ConnectAsync();

        var stream = await client.StartCallAsync(Headers(client, "72H"), Http2TestConnection.Message([1]));
        await _script.Started.Task;
        for (var day = 0; day < 3; day++)
        {
            Assert.False(_script.Ended.Task.IsCompleted);
            _time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal("4", (await client.ReadReplyAsync(stream)).GrpcStatus);
    }

    [Fact]
    public async Task A_deadline_that_passes_while_the_request_is_read_answers_too()
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_script.ReadForEverAsync)], _time);
        using var client = await host.ConnectAsync();

        var stream = await client.StartCallAsync(Headers(client, "1S"), [0, 0, 0, 0, 9, 1], end: false);
        await _script.Started.Task;
        _time.Advance(TimeSpan.FromSeconds(1));
        var reply = new Http2TestReply();
        await client.ReadPartAsync(stream, reply);

        Assert.Equal("4", reply.GrpcStatus);
        Assert.IsAssignableFrom<OperationCanceledException>(await _script.Ended.Task);
    }

    [Fact]
    public async Task A_client_that_resets_its_stream_at_the_deadline_hurts_nobody()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await TransportHost.StartAsync([new EchoMethod(), new ScriptedMethod(async call =>
        {
            await call.ReadAsync(new BytesParser());
            using var reset = call.Aborted.Register(gone.SetResult);
            _script.Started.SetResult();
            await _script.Release.Task;
        })], _time);
        using var client = await host.ConnectAsync();
        var stream = await client.StartCallAsync(Headers(client, "1S"), Http2TestConnection.Message([1]));
        await _script.Started.Task;

        await client.SendAsync(FrameType.Reset, FrameFlags.None, stream, [0, 0, 0, 8]);
        await gone.Task;
        Assert.Equal("0", (await client.CallAsync(EchoMethod.Name, [1])).GrpcStatus);
        _time.Advance(TimeSpan.FromSeconds(1));

        _script.Release.SetResult();
        Assert.Equal("0", (await client.CallAsync(EchoMethod.Name, [1])).GrpcStatus);
    }

    [Fact]
    public async Task A_timeout_of_nothing_never_reaches_the_method()
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_script.RunStubbornlyAsync)], _time);
        using var client = await host.ConnectAsync();

        var reply = await client.CallAsync(ScriptedMethod.Name, [1], "localhost", ("grpc-timeout", "0n"));

        Assert.Equal("4", reply.GrpcStatus);
        Assert.False(_script.Started.Task.IsCompleted);
    }

    [Fact]
    public async Task A_malformed_timeout_is_internal_and_quoted()
    {
        await using var host = await TransportHost.StartAsync([new EchoMethod()], _time);
        using var client = await host.ConnectAsync();

        var reply = await client.CallAsync(EchoMethod.Name, [1], "localhost", ("grpc-timeout", "5 seconds"));

        Assert.Equal("13", reply.GrpcStatus);
        Assert.Contains("'5 seconds'", reply.GrpcMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("10S")]
    public async Task A_reset_by_the_client_fires_the_token_and_nothing_is_sent(string? timeout)
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_script.WaitForTokenAsync), new EchoMethod()], _time);
        using var client = await host.ConnectAsync();
        var headers = timeout is null ? client.CallHeaders(ScriptedMethod.Name, "localhost") : Headers(client, timeout);

        var stream = await client.StartCallAsync(headers, Http2TestConnection.Message([1]));
        await _script.Started.Task;
        await client.SendAsync(FrameType.Reset, FrameFlags.None, stream, [0, 0, 0, 8]);
        Assert.IsAssignableFrom<OperationCanceledException>(await _script.Ended.Task);

        // The next answer on this connection is the next thing that comes.
        var next = await client.StartCallAsync(client.CallHeaders(EchoMethod.Name, "localhost"), Http2TestConnection.Message([5]));
        for (Http2Frame? frame = null; frame?.Type != FrameType.Data;)
        {
            frame = await client.ReadFrameAsync();
            Assert.NotEqual(stream, frame!.Type is FrameType.Headers or FrameType.Data ? frame.Stream : next);
        }
    }

    [Fact]
    public async Task A_deadline_in_the_middle_of_an_answer_resets_the_stream()
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_script.AnswerHalfAsync)], _time);
        using var client = await host.ConnectAsync();

        var stream = await client.StartCallAsync(Headers(client, "1S"), Http2TestConnection.Message([1]));
        await _script.Started.Task;
        _time.Advance(TimeSpan.FromSeconds(1));
        var reply = await client.ReadReplyAsync(stream);

        Assert.Equal(8u, reply.Reset);
        Assert.Null(reply.GrpcStatus);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("10S")]
    public async Task A_reset_in_the_middle_of_the_request_ends_the_read_quietly(string? timeout)
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_script.ReadForEverAsync), new EchoMethod()], _time);
        using var client = await host.ConnectAsync();
        var headers = timeout is null ? client.CallHeaders(ScriptedMethod.Name, "localhost") : Headers(client, timeout);

        var stream = await client.StartCallAsync(headers, [0, 0, 0, 0, 9, 1], end: false);
        await _script.Started.Task;
        await client.SendAsync(FrameType.Reset, FrameFlags.None, stream, [0, 0, 0, 8]);

        Assert.IsAssignableFrom<OperationCanceledException>(await _script.Ended.Task);
        Assert.Equal("0", (await client.CallAsync(EchoMethod.Name, [1])).GrpcStatus);
    }

    [Fact]
    public async Task A_lost_connection_fires_the_token()
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_script.WaitForTokenAsync)], _time);
        var client = await host.ConnectAsync();

        await client.StartCallAsync(client.CallHeaders(ScriptedMethod.Name, "localhost"), Http2TestConnection.Message([1]));
        await _script.Started.Task;
        client.Dispose();

        Assert.IsAssignableFrom<OperationCanceledException>(await _script.Ended.Task);
    }

    private static byte[] Headers(Http2TestConnection client, string timeout) =>
        client.CallHeaders(ScriptedMethod.Name, "localhost", ("grpc-timeout", timeout));
}
