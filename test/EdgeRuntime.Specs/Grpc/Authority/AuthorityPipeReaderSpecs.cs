using System.Buffers;
using System.IO.Pipelines;
using EdgeActors.Grpc.Authority;
using EdgeActors.Specs.Http2;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Grpc.Authority;

public sealed class AuthorityPipeReaderSpecs
{
    private const string Foreign = "%2Ftmp%2Fx.sock";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100_000)]
    public async Task Authorities_change_however_the_bytes_are_cut(int cut)
    {
        var connection = Connection(Foreign);

        var passed = await PassAsync(connection, cut);

        Assert.Equal(Connection(new string('x', Foreign.Length)), passed);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100_000)]
    public async Task A_connection_with_hosts_passes_byte_for_byte(int cut)
    {
        var connection = Connection("localhost:80");

        Assert.Equal(connection, await PassAsync(connection, cut));
    }

    [Fact]
    public async Task Any_bytes_pass_without_a_fault_and_without_loss()
    {
        var bytes = ArbMap.Default.GeneratorFor<byte>();
        foreach (var garbage in Gen.Sample(Gen.ArrayOf(bytes, 3000), 50))
        {
            Assert.Equal(garbage.Length, (await PassAsync(garbage, 17)).Length);

            byte[] afterPreface = [.. Http2Frame.Preface, .. garbage];
            Assert.Equal(afterPreface.Length, (await PassAsync(afterPreface, 1000)).Length);
        }
    }

    [Fact]
    public async Task Damaged_connections_pass_without_a_fault_and_without_loss()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var connection = Connection(Foreign);
            for (var i = 0; i < 1 + (seed % 5); i++)
            {
                connection[random.Next(24, connection.Length)] = (byte)random.Next(256);
            }

            Assert.Equal(connection.Length, (await PassAsync(connection, random.Next(1, 200))).Length);
        }
    }

    [Fact]
    public async Task An_endless_header_block_is_not_held_for_ever()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var reader = new AuthorityPipeReader(pipe.Reader);
        pipe.Writer.Write(Http2Frame.Preface);
        pipe.Writer.Write(new Http2Frame(FrameType.Headers, FrameFlags.None, 1, new byte[16_000]).ToBytes());
        for (var i = 0; i < 10; i++)
        {
            pipe.Writer.Write(new Http2Frame(FrameType.Continuation, FrameFlags.None, 1, new byte[16_000]).ToBytes());
        }

        await pipe.Writer.FlushAsync();
        var result = await reader.ReadAsync();

        Assert.Equal(24 + (11 * 16_009), result.Buffer.Length);
    }

    [Fact]
    public async Task A_cancelled_read_returns_while_a_block_is_held()
    {
        var pipe = new Pipe();
        var reader = new AuthorityPipeReader(pipe.Reader);
        byte[] half = [.. Http2Frame.Preface, 0, 0, 9, 1, 4];
        pipe.Writer.Write(half);
        await pipe.Writer.FlushAsync();
        var first = await reader.ReadAsync();
        reader.AdvanceTo(first.Buffer.End);

        var second = reader.ReadAsync();
        Assert.False(second.IsCompleted);
        reader.CancelPendingRead();
        var cancelled = await second;

        Assert.Equal(24, first.Buffer.Length);
        Assert.True(cancelled.IsCanceled);
        Assert.True(cancelled.Buffer.IsEmpty);
    }

    private static byte[] Connection(string authority)
    {
        // No Huffman: then the same connection with the replaced authority differs in nothing else.
        var encoder = new HpackTestEncoder();
        byte[] first = [.. encoder.Field(":path", "/a"), .. encoder.Field(":authority", authority, HpackForm.Indexing), .. encoder.Field("te", "trailers")];
        byte[] second = [.. encoder.Field(":authority", authority, useIndex: true), .. encoder.Field(":path", "/b")];
        var third = encoder.Field(":authority", authority, HpackForm.NeverIndexed, nameByIndex: true);
        return
        [
            .. Http2Frame.Preface,
            .. new Http2Frame(FrameType.Settings, FrameFlags.None, 0, []).ToBytes(),
            .. new Http2Frame(FrameType.Headers, FrameFlags.Padded | FrameFlags.Priority, 1, [3, 0, 0, 0, 0, 1, .. first[..5], 0, 0, 0]).ToBytes(),
            .. new Http2Frame(FrameType.Continuation, FrameFlags.None, 1, first[5..12]).ToBytes(),
            .. new Http2Frame(FrameType.Continuation, FrameFlags.EndHeaders, 1, first[12..]).ToBytes(),
            .. new Http2Frame(FrameType.Data, FrameFlags.EndStream, 1, [.. Enumerable.Repeat((byte)1, 5000)]).ToBytes(),
            .. new Http2Frame(FrameType.Headers, FrameFlags.EndHeaders, 3, second).ToBytes(),
            .. new Http2Frame(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.EndStream, 5, third).ToBytes(),
            .. new Http2Frame(FrameType.Ping, FrameFlags.None, 0, new byte[8]).ToBytes(),
        ];
    }

    private static async Task<byte[]> PassAsync(byte[] bytes, int cut)
    {
        var pipe = new Pipe();
        var reader = new AuthorityPipeReader(pipe.Reader);
        var passed = new List<byte>();
        var writing = WriteAsync(pipe.Writer, bytes, cut);
        while (true)
        {
            var result = await reader.ReadAsync();

            // Half is left to come again, as a reader may.
            var part = result.IsCompleted ? result.Buffer : result.Buffer.Slice(0, (result.Buffer.Length + 1) / 2);
            passed.AddRange(part.ToArray());
            reader.AdvanceTo(part.End);
            if (result.IsCompleted)
            {
                await writing;
                return [.. passed];
            }
        }
    }

    private static async Task WriteAsync(PipeWriter writer, byte[] bytes, int cut)
    {
        foreach (var part in bytes.Chunk(cut))
        {
            await writer.WriteAsync(part.ToArray());
        }

        await writer.CompleteAsync();
    }
}
