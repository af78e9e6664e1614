using System.IO.Compression;
using EdgeActors.Specs.Http2;

namespace EdgeActors.Specs.Grpc.Transport;

public sealed class MessageSpecs
{
    private const string Internal = "13";
    private const string Unimplemented = "12";
    private const string ResourceExhausted = "8";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16_379)]
    [InlineData(100_000)]
    [InlineData(4_194_304)]
    public async Task Messages_up_to_the_limit_arrive_whole(int size)
    {
        await using var host = await TransportHost.StartAsync([new SumMethod()]);
        using var client = await host.ConnectAsync();

        var reply = await CallAsync(client, Http2TestConnection.Message(Bytes(size)));

        Assert.Equal("0", reply.GrpcStatus);
        Assert.Equal(BitConverter.GetBytes(size), reply.Data[5..9]);
        Assert.Equal(BitConverter.GetBytes(Bytes(size).Sum(b => b)), reply.Data[9..]);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_before_its_bytes_arrive()
    {
        await using var host = await TransportHost.StartAsync([new SumMethod()]);
        using var client = await host.ConnectAsync();

        // The prefix of 4 MiB and one byte; the message itself never comes.
        var stream = await client.StartCallAsync(client.CallHeaders(SumMethod.Name, "localhost"), [0, 0, 0x40, 0, 1], end: false);
        var reply = new Http2TestReply();
        await client.ReadPartAsync(stream, reply);

        Assert.Equal(ResourceExhausted, reply.GrpcStatus);
        Assert.Contains("4194305 bytes", reply.GrpcMessage, StringComparison.Ordinal);
        Assert.Contains("limit of 4194304", reply.GrpcMessage, StringComparison.Ordinal);
        Assert.Contains("-m", reply.GrpcMessage, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], string> Malformed => new()
    {
        { "no message", [], Internal },
        { "half a prefix", [0, 0, 0], Internal },
        { "half a message", [0, 0, 0, 0, 4, 1, 2], Internal },
        { "a flag without meaning", [2, 0, 0, 0, 1, 1], Internal },
        { "compressed without saying how", [1, 0, 0, 0, 1, 1], Internal },
        { "two messages", [0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1], Unimplemented },
        { "bytes behind the message", [0, 0, 0, 0, 1, 1, 9], Unimplemented },
        { "bytes behind an empty message", [0, 0, 0, 0, 0, 9], Unimplemented },
        { "the largest length there is", [0, 0xFF, 0xFF, 0xFF, 0xFF, 1], ResourceExhausted },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Malformed_requests_get_their_status_and_the_connection_lives(string fault, byte[] body, string status)
    {
        await using var host = await TransportHost.StartAsync([new SumMethod()]);
        using var client = await host.ConnectAsync();

        var reply = await CallAsync(client, body);

        Assert.True(reply.GrpcStatus == status, $"{fault}: {reply.GrpcStatus} {reply.GrpcMessage}");
        Assert.Equal("0", (await CallAsync(client, Http2TestConnection.Message([1]))).GrpcStatus);
    }

    [Fact]
    public async Task A_second_message_in_a_later_frame_is_refused_too()
    {
        await using var host = await TransportHost.StartAsync([new SumMethod()]);
        using var client = await host.ConnectAsync();

        var stream = await client.StartCallAsync(client.CallHeaders(SumMethod.Name, "localhost"), Http2TestConnection.Message([1]), end: false);
        await client.SendDataAsync(stream, Http2TestConnection.Message([2]), end: true);

        Assert.Equal(Unimplemented, (await client.ReadReplyAsync(stream)).GrpcStatus);
    }

    [Fact]
    public async Task A_message_may_come_byte_by_byte()
    {
        await using var host = await TransportHost.StartAsync([new SumMethod()]);
        using var client = await host.ConnectAsync();

        var stream = await client.StartCallAsync(client.CallHeaders(SumMethod.Name, "localhost"), [], end: false);
        foreach (var b in Http2TestConnection.Message([1, 2, 3, 4]))
        {
            await client.SendDataAsync(stream, [b], end: false);
        }

        await client.SendDataAsync(stream, [], end: true);
        var reply = await client.ReadReplyAsync(stream);

        Assert.Equal("0", reply.GrpcStatus);
        Assert.Equal(BitConverter.GetBytes(10), reply.Data[9..]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Compressed_messages_are_read(string encoding)
    {
        await using var host = await TransportHost.StartAsync([new SumMethod()]);
        using var client = await host.ConnectAsync();

        var reply = await CallAsync(client, Http2TestConnection.Message(Compress(encoding, Bytes(300_000)), flag: 1), ("grpc-encoding", encoding));

        Assert.Equal("0", reply.GrpcStatus);
        Assert.Equal(BitConverter.GetBytes(300_000), reply.Data[5..9]);
        Assert.Equal(BitConverter.GetBytes(Bytes(300_000).Sum(b => b)), reply.Data[9..]);
    }

    [Fact]
    public async Task An_uncompressed_message_is_fine_beside_a_named_encoding()
    {
        await using var host = await TransportHost.StartAsync([new SumMethod()]);
        using var client = await host.ConnectAsync();

        Assert.Equal("0", (await CallAsync(client, Http2TestConnection.Message([1]), ("grpc-encoding", "gzip"))).GrpcStatus);
        Assert.Equal("0", (await CallAsync(client, Http2TestConnection.Message([1]), ("grpc-encoding", "identity"))).GrpcStatus);
    }

    [Fact]
    public async Task A_decompression_bomb_ends_at_the_limit()
    {
        await using var host = await TransportHost.StartAsync([new SumMethod()]);
        using var client = await host.ConnectAsync();
        var bomb = Compress("gzip", new byte[64 * 1024 * 1024]);

        var reply = await CallAsync(client, Http2TestConnection.Message(bomb, flag: 1), ("grpc-encoding", "gzip"));

        Assert.True(bomb.Length < 100_000);
        Assert.Equal(ResourceExhausted, reply.GrpcStatus);
        Assert.Contains("4194304", reply.GrpcMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip", "0102030405060708")]
    [InlineData("deflate", "0102030405060708")]
    [InlineData("deflate", "78BB4B71077B4BC1145248CC4B51C8CD2F4A05009D300AA1")] // Wants a preset dictionary, which gRPC knows none of.
    public async Task Compressed_data_that_cannot_be_read_are_internal(string encoding, string message)
    {
        await using var host = await TransportHost.StartAsync([new SumMethod()]);
        using var client = await host.ConnectAsync();

        var reply = await CallAsync(client, Http2TestConnection.Message(Convert.FromHexString(message), flag: 1), ("grpc-encoding", encoding));

        Assert.Equal(Internal, reply.GrpcStatus);
        Assert.Contains(encoding, reply.GrpcMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_encoding_is_unimplemented_and_the_known_ones_are_named()
    {
        await using var host = await TransportHost.StartAsync([new SumMethod()]);
        using var client = await host.ConnectAsync();

        var reply = await CallAsync(client, Http2TestConnection.Message([1], flag: 1), ("grpc-encoding", "snappy"));

        Assert.Equal(Unimplemented, reply.GrpcStatus);
        Assert.Equal("identity,deflate,gzip", reply.Headers["grpc-accept-encoding"]);
    }

    private static async Task<Http2TestReply> CallAsync(
        Http2TestConnection client, byte[] body, params (string Name, string Value)[] headers) =>
        await client.ReadReplyAsync(await client.StartCallAsync(client.CallHeaders(SumMethod.Name, "localhost", headers), body));

    private static byte[] Bytes(int size) => [.. Enumerable.Range(0, size).Select(i => (byte)(i * 31))];

    private static byte[] Compress(string encoding, byte[] plain)
    {
        using var coded = new MemoryStream();
        using (Stream encoder = encoding == "gzip" ? new GZipStream(coded, CompressionLevel.SmallestSize) : new ZLibStream(coded, CompressionLevel.SmallestSize))
        {
            encoder.Write(plain);
        }

        return coded.ToArray();
    }
}
