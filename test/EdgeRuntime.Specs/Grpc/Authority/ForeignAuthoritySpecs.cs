using EdgeActors.Specs.Grpc.Transport;
using EdgeActors.Specs.Http2;

namespace EdgeActors.Specs.Grpc.Authority;

/// <summary>Against the real Kestrel, which resets such streams when left alone.</summary>
public sealed class ForeignAuthoritySpecs
{
    [Theory]
    [InlineData("%2Ftmp%2Fx.sock")]
    [InlineData("/tmp/x.sock")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("localhost")]
    [InlineData("unix:///tmp/some path/x.sock")]
    public async Task Every_authority_is_served(string? authority)
    {
        await using var host = await TransportHost.StartAsync([new EchoMethod()]);
        using var client = await host.ConnectAsync();

        for (var i = 0; i < 3; i++)
        {
            var reply = await client.CallAsync(EchoMethod.Name, [1, 2], authority);

            Assert.Equal("0", reply.GrpcStatus);
            Assert.Equal([1, 2], reply.Data[5..]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_authority_in_the_header_table_serves_later_calls_by_its_index(bool huffman)
    {
        await using var host = await TransportHost.StartAsync([new EchoMethod()]);
        using var client = await host.ConnectAsync();

        for (var i = 0; i < 30; i++)
        {
            // The further fields fill and turn over the table, so that a table out of step would soon answer with nonsense.
            byte[] headers =
            [
                .. client.Hpack.Field(":method", "POST", useIndex: true), .. client.Hpack.Field(":scheme", "http", useIndex: true),
                .. client.Hpack.Field(":path", EchoMethod.Name, HpackForm.Indexing, useIndex: true, nameByIndex: true, huffman: huffman),
                .. client.Hpack.Field(":authority", "%2Ftmp%2Fedge%2Fx.sock", HpackForm.Indexing, useIndex: i % 3 > 0, nameByIndex: true, huffman: huffman),
                .. client.Hpack.Field("content-type", "application/grpc", HpackForm.Indexing, useIndex: true, nameByIndex: true, huffman: huffman),
                .. client.Hpack.Field("x-filler", new string('f', i * 20), HpackForm.Indexing, useIndex: true, nameByIndex: true, huffman: huffman),
            ];
            var reply = await client.ReadReplyAsync(await client.StartCallAsync(headers, Http2TestConnection.Message([(byte)i])));

            Assert.Equal("0", reply.GrpcStatus);
            Assert.Equal((byte)i, reply.Data[5]);
        }
    }

    [Fact]
    public async Task A_wastefully_coded_authority_is_refused_alone()
    {
        await using var host = await TransportHost.StartAsync([new EchoMethod()]);
        using var client = await host.ConnectAsync();
        Assert.Equal("0", (await client.CallAsync(EchoMethod.Name, [1], "%2Fx")).GrpcStatus);
        var wasteful = HpackTestEncoder.Huffman([.. Enumerable.Repeat((byte)'\\', 20)]);
        byte[] block =
        [
            .. client.Hpack.Field(":method", "POST"), .. client.Hpack.Field(":scheme", "http"), .. client.Hpack.Field(":path", EchoMethod.Name),
            0x01, (byte)(0x80 | wasteful.Length), .. wasteful, .. client.Hpack.Field("content-type", "application/grpc"),
        ];
        var refused = await client.ReadReplyAsync(await client.StartCallAsync(block, Http2TestConnection.Message([1])));

        Assert.Equal(1u, refused.Reset);
        Assert.Equal("0", (await client.CallAsync(EchoMethod.Name, [1], "%2Fx")).GrpcStatus);
    }

    [Fact]
    public async Task Garbage_on_the_socket_leaves_the_others_alone()
    {
        await using var host = await TransportHost.StartAsync([new EchoMethod()]);
        using var good = await host.ConnectAsync();
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            using var bad = await host.ConnectAsync(handshake: seed % 2 == 0);
            var garbage = new byte[random.Next(1, 5000)];
            random.NextBytes(garbage);
            await bad.SendRawAsync(garbage);

            Assert.Equal("0", (await good.CallAsync(EchoMethod.Name, [1], "%2Fx")).GrpcStatus);
        }

        Assert.Empty(host.Warnings);
    }
}
