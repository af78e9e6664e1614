using EdgeActors.Grpc.HealthChecks;
using EdgeActors.Protocol.Health;
using EdgeActors.Specs.Grpc.Transport;
using EdgeActors.Specs.Http2;
using Google.Protobuf;
using static EdgeActors.Protocol.Health.HealthCheckResponse.Types;

namespace EdgeActors.Specs.Grpc.HealthChecks;

public sealed class HealthSpecs
{
    private const string Check = "/grpc.health.v1.Health/Check";
    private const string Watch = "/grpc.health.v1.Health/Watch";

    [Theory]
    [InlineData("")]
    [InlineData("AWS.SageMaker.Edge.Agent")]
    public async Task Check_tells_the_status_of_the_known_services(string service)
    {
        await using var host = await TransportHost.StartAsync([]);
        using var client = await host.ConnectAsync();

        Assert.Equal(ServingStatus.NotServing, Status((await client.CallAsync(Check, Request(service))).Data));
        host.Health.SetServing();
        Assert.Equal(ServingStatus.Serving, Status((await client.CallAsync(Check, Request(service))).Data));
    }

    [Fact]
    public async Task Check_does_not_find_an_unknown_service()
    {
        await using var host = await TransportHost.StartAsync([]);
        using var client = await host.ConnectAsync();

        var reply = await client.CallAsync(Check, Request("nobody"));

        Assert.Equal("5", reply.GrpcStatus);
        Assert.Contains("'nobody'", reply.GrpcMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_message_are_internal()
    {
        await using var host = await TransportHost.StartAsync([]);
        using var client = await host.ConnectAsync();

        Assert.Equal("13", (await client.CallAsync(Check, [0x0A, 0xFF])).GrpcStatus);
    }

    [Fact]
    public async Task Watch_tells_every_change_and_ends_at_stop()
    {
        await using var host = await TransportHost.StartAsync([]);
        using var client = await host.ConnectAsync();
        var stream = await StartWatchAsync(client, ServingStatusBoard.AgentService);
        var reply = new Http2TestReply();

        Assert.Equal(ServingStatus.NotServing, await NextAsync(client, stream, reply));
        host.Health.SetServing();
        Assert.Equal(ServingStatus.Serving, await NextAsync(client, stream, reply));
        var stopping = host.StopAsync();
        Assert.Equal(ServingStatus.NotServing, await NextAsync(client, stream, reply));
        await EndAsync(client, stream, reply);

        Assert.Equal("14", reply.Trailers["grpc-status"]);
        client.Dispose();
        await stopping;
    }

    [Fact]
    public async Task Watch_of_an_unknown_service_waits_for_it()
    {
        await using var host = await TransportHost.StartAsync([]);
        using var client = await host.ConnectAsync();
        var stream = await StartWatchAsync(client, "later");
        var reply = new Http2TestReply();

        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(client, stream, reply));
        host.Health.Set("other", ServingStatus.Serving);
        host.Health.Set("later", ServingStatus.Serving);
        Assert.Equal(ServingStatus.Serving, await NextAsync(client, stream, reply));
    }

    [Fact]
    public async Task Watch_ends_with_its_deadline_in_the_trailers()
    {
        var time = new ManualTime();
        await using var host = await TransportHost.StartAsync([], time);
        using var client = await host.ConnectAsync();
        var headers = client.CallHeaders(Watch, "localhost", ("grpc-timeout", "1S"));
        var stream = await client.StartCallAsync(headers, Http2TestConnection.Message(Request("")));
        var reply = new Http2TestReply();

        Assert.Equal(ServingStatus.NotServing, await NextAsync(client, stream, reply));
        time.Advance(TimeSpan.FromSeconds(1));
        await EndAsync(client, stream, reply);

        Assert.Equal("4", reply.Trailers["grpc-status"]);
    }

    [Fact]
    public void A_stopped_board_serves_nothing_any_more()
    {
        var board = new ServingStatusBoard();
        board.SetServing();

        board.Stop();
        board.SetServing();

        Assert.Equal(ServingStatus.NotServing, board.Look("").Status);
        Assert.True(board.Look("").Stopped);
    }

    private static byte[] Request(string service) => new HealthCheckRequest { Service = service }.ToByteArray();

    private static ServingStatus Status(List<byte> framed) => HealthCheckResponse.Parser.ParseFrom([.. framed[5..]]).Status;

    private static Task<int> StartWatchAsync(Http2TestConnection client, string service) =>
        client.StartCallAsync(client.CallHeaders(Watch, "localhost"), Http2TestConnection.Message(Request(service)));

    private static async Task<ServingStatus> NextAsync(Http2TestConnection client, int stream, Http2TestReply reply)
    {
        reply.Data.Clear();
        while (reply.Data.Count < 5 || reply.Data.Count < 5 + reply.Data[4])
        {
            Assert.False(await client.ReadPartAsync(stream, reply), $"ended with {reply.GrpcStatus}");
        }

        return Status(reply.Data);
    }

    private static async Task EndAsync(Http2TestConnection client, int stream, Http2TestReply reply)
    {
        while (!await client.ReadPartAsync(stream, reply))
        {
        }
    }
}
