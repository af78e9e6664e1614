using EdgeActors.Grpc.Transport;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Specs.Grpc.Transport;

public sealed class DispatcherSpecs
{
    [Fact]
    public async Task A_message_is_answered_with_ok_in_the_trailers()
    {
        await using var host = await TransportHost.StartAsync([new EchoMethod()]);
        using var client = await host.ConnectAsync();

        var reply = await client.CallAsync(EchoMethod.Name, [1, 2, 3]);

        Assert.Equal("200", reply.Headers[":status"]);
        Assert.Equal("application/grpc", reply.Headers["content-type"]);
        Assert.Equal([0, 0, 0, 0, 3, 1, 2, 3], reply.Data);
        Assert.Equal("0", reply.Trailers["grpc-status"]);
    }

    [Fact]
    public async Task One_stream_object_serves_many_calls_in_turn()
    {
        await using var host = await TransportHost.StartAsync([new EchoMethod()]);
        using var client = await host.ConnectAsync();

        for (var i = 0; i < 50; i++)
        {
            var good = await client.CallAsync(EchoMethod.Name, [(byte)i]);
            var bad = await client.CallAsync("/spec.Service/Nothing", [(byte)i]);

            Assert.Equal((byte)i, good.Data[^1]);
            Assert.Equal("0", good.GrpcStatus);
            Assert.Equal("12", bad.GrpcStatus);
        }
    }

    [Theory]
    [InlineData("GET", "application/grpc", "405")]
    [InlineData("POST", "application/json", "415")]
    [InlineData("POST", "application/grpc-web", "415")]
    [InlineData("POST", "application/grpc+json", "415")]
    [InlineData("POST", "", "415")]
    public async Task What_is_no_grpc_call_gets_an_http_status(string method, string contentType, string status)
    {
        await using var host = await TransportHost.StartAsync([new EchoMethod()]);
        using var client = await host.ConnectAsync();
        byte[] headers =
        [
            .. client.Hpack.Field(":method", method), .. client.Hpack.Field(":scheme", "http"),
            .. client.Hpack.Field(":path", EchoMethod.Name), .. client.Hpack.Field("content-type", contentType),
        ];

        var reply = await client.ReadReplyAsync(await client.StartCallAsync(headers, null));

        Assert.Equal(status, reply.Headers[":status"]);
        Assert.Null(reply.GrpcStatus);
    }

    [Theory]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc;charset=utf-8")]
    [InlineData("Application/GRPC")]
    public async Task Every_spelling_of_the_media_type_is_taken(string contentType)
    {
        await using var host = await TransportHost.StartAsync([new EchoMethod()]);
        using var client = await host.ConnectAsync();

        var reply = await client.CallAsync(EchoMethod.Name, [7], "localhost", ("content-type", contentType));

        Assert.Equal("0", reply.GrpcStatus);
    }

    [Theory]
    [InlineData("/spec.Service/echo")]
    [InlineData("/spec.Service")]
    [InlineData("/")]
    public async Task Unknown_methods_are_unimplemented_by_name(string path)
    {
        await using var host = await TransportHost.StartAsync([new EchoMethod()]);
        using var client = await host.ConnectAsync();

        var reply = await client.CallAsync(path, []);

        Assert.True(reply.IsTrailersOnly);
        Assert.Equal("200", reply.Headers[":status"]);
        Assert.Equal("12", reply.GrpcStatus);
        Assert.Contains($"'{path}'", reply.GrpcMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_thrown_before_the_answer_is_sent_in_headers_alone()
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_ =>
            throw new GrpcException(GrpcStatusCode.ResourceExhausted, "Voll: 100 %, größer geht's nicht") { RetryAfter = TimeSpan.FromMilliseconds(250) })]);
        using var client = await host.ConnectAsync();

        var reply = await client.CallAsync(ScriptedMethod.Name, []);

        Assert.True(reply.IsTrailersOnly);
        Assert.Equal("8", reply.Headers["grpc-status"]);
        Assert.Equal("Voll: 100 %25, gr%C3%B6%C3%9Fer geht's nicht", reply.Headers["grpc-message"]);
        Assert.Equal("250", reply.Headers["grpc-retry-pushback-ms"]);
    }

    [Fact]
    public async Task A_status_thrown_in_the_middle_of_the_answer_is_sent_in_trailers()
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(async call =>
        {
            call.StartResponse(1000);
            await call.Body.WriteAsync(new byte[10]);
            throw new GrpcException(GrpcStatusCode.DataLoss, "gone");
        })]);
        using var client = await host.ConnectAsync();

        var reply = await client.CallAsync(ScriptedMethod.Name, []);

        Assert.Equal(15, reply.Data.Count);
        Assert.Equal("15", reply.Trailers["grpc-status"]);
        Assert.Equal("gone", reply.Trailers["grpc-message"]);
    }

    [Fact]
    public async Task An_unexpected_exception_is_internal_without_its_text_and_logged_once()
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_ => throw new InvalidOperationException("secret"))]);
        host.ErrorsExpected = true;
        using var client = await host.ConnectAsync();

        var reply = await client.CallAsync(ScriptedMethod.Name, []);

        Assert.Equal("13", reply.GrpcStatus);
        Assert.DoesNotContain("secret", reply.GrpcMessage, StringComparison.Ordinal);
        Assert.Contains("secret", Assert.Single(host.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_methods_own_io_failure_is_no_matter_of_the_connection()
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_ => throw new IOException("disk"))]);
        host.ErrorsExpected = true;
        using var client = await host.ConnectAsync();

        var reply = await client.CallAsync(ScriptedMethod.Name, []);

        Assert.Equal("13", reply.GrpcStatus);
        Assert.Contains("disk", Assert.Single(host.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_never_answers_is_internal_and_logged()
    {
        await using var host = await TransportHost.StartAsync([new ScriptedMethod(_ => Task.CompletedTask)]);
        host.ErrorsExpected = true;
        using var client = await host.ConnectAsync();

        var reply = await client.CallAsync(ScriptedMethod.Name, []);

        Assert.Equal("13", reply.GrpcStatus);
        Assert.Contains(ScriptedMethod.Name, Assert.Single(host.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_over_the_limit_is_refused_with_its_size()
    {
        await using var host = await TransportHost.StartAsync(
            [new ScriptedMethod(call =>
            {
                call.StartResponse(101);
                return Task.CompletedTask;
            })],
            options: options => options.MaxMessageBytes = 100);
        using var client = await host.ConnectAsync();

        var reply = await client.CallAsync(ScriptedMethod.Name, []);

        Assert.True(reply.IsTrailersOnly);
        Assert.Equal("8", reply.GrpcStatus);
        Assert.Contains("101 bytes", reply.GrpcMessage, StringComparison.Ordinal);
        Assert.Contains("limit of 100", reply.GrpcMessage, StringComparison.Ordinal);
        Assert.Contains("-m", reply.GrpcMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_methods_with_one_path_are_refused_at_once()
    {
        void Create() => _ = new GrpcDispatcher(
            [new EchoMethod(), new EchoMethod()], [], new GrpcTransportOptions(), TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<GrpcDispatcher>.Instance);

        Assert.Throws<ArgumentException>(Create);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_and_others_go_on()
    {
        await using var host = await TransportHost.StartAsync([new EchoMethod()], options: options => options.MaxConnections = 1);
        using var first = await host.ConnectAsync();
        Assert.Equal("0", (await first.CallAsync(EchoMethod.Name, [1])).GrpcStatus);

        using var second = await host.ConnectAsync(handshake: false);
        var closed = await second.ReadFrameAsync();

        Assert.Null(closed);
        Assert.Equal("0", (await first.CallAsync(EchoMethod.Name, [2])).GrpcStatus);
        Assert.Empty(host.Warnings);
    }
}
