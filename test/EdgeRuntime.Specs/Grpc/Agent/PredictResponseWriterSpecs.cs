using EdgeActors.Grpc.Agent;
using EdgeActors.Grpc.Transport;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace EdgeActors.Specs.Grpc.Agent;

public sealed class PredictResponseWriterSpecs
{
    [Fact]
    public void Writes_the_bytes_that_the_generated_code_would_write() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(PredictRequests.Seeds, seed =>
        {
            FakeOutput[] outputs = Some(new Random(seed));

            byte[] written = WriteAsync(outputs).GetAwaiter().GetResult();

            Assert.Equal(Expected(outputs).ToByteArray(), written);
        }));

    [Theory]
    [InlineData(PredictResponseWriter.Ahead - 1)]
    [InlineData(PredictResponseWriter.Ahead)]
    [InlineData(PredictResponseWriter.Ahead + 1)]
    [InlineData(5_000_000)]
    public async Task Large_outputs_arrive_whole(int length)
    {
        byte[] data = new byte[length];
        new Random(length).NextBytes(data);
        FakeOutput[] outputs = [new(new TensorName("a"), TensorType.UInt8, [length], data), new(new TensorName("b"), TensorType.UInt8, [length], data)];

        byte[] written = await WriteAsync(outputs);

        Assert.Equal(Expected(outputs).ToByteArray(), written);
    }

    [Fact]
    public async Task An_empty_output_has_bytes_and_metadata_nevertheless()
    {
        PredictResponse response = PredictResponse.Parser.ParseFrom(
            await WriteAsync([new(TensorName.Empty, TensorType.UInt8, [], []), new(new TensorName("x"), TensorType.Float32, [0, 3], [])]));

        Assert.All(response.Tensors, tensor =>
        {
            Assert.Equal(Tensor.DataOneofCase.ByteData, tensor.DataCase);
            Assert.NotNull(tensor.TensorMetadata);
        });
        Assert.Equal([0, 3], response.Tensors[1].TensorMetadata.Shape);
    }

    [Fact]
    public async Task An_output_without_tensors_is_an_empty_message() => Assert.Empty(await WriteAsync([]));

    [Theory]
    [InlineData(1L + int.MaxValue)]
    [InlineData(-1)]
    public async Task An_extent_that_the_wire_cannot_hold_is_an_internal_error(long extent)
    {
        FakeOutput[] outputs = [new(new TensorName("scores"), TensorType.UInt8, [1, extent], [])];

        GrpcException refused = await Assert.ThrowsAsync<GrpcException>(() => WriteAsync(outputs));

        Assert.Equal(GrpcStatusCode.Internal, refused.Code);
        Assert.Contains($"scores has the shape [1, {extent}]", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_stops_reading_ends_the_writing()
    {
        using FakeUnaryCall call = new([]);
        using FakeResult result = new([new FakeOutput(TensorName.Empty, TensorType.UInt8, [1], new byte[2 * PredictResponseWriter.Ahead])]);
        call.StopReading();

        GrpcException refused = await Assert.ThrowsAsync<GrpcException>(async () => await PredictResponseWriter.WriteAsync(call, result));

        Assert.Equal(GrpcStatusCode.Cancelled, refused.Code);
    }

    [Fact]
    public async Task A_slow_client_is_waited_for_until_it_is_gone()
    {
        using FakeUnaryCall call = new([]);
        using FakeResult result = new([new FakeOutput(TensorName.Empty, TensorType.UInt8, [1], new byte[4 * PredictResponseWriter.Ahead])]);

        ValueTask writing = PredictResponseWriter.WriteAsync(call, result);

        Assert.False(writing.IsCompleted);
        call.Abort();
        Assert.Equal(GrpcStatusCode.Cancelled, (await Assert.ThrowsAsync<GrpcException>(async () => await writing)).Code);
    }

    private static async Task<byte[]> WriteAsync(FakeOutput[] outputs)
    {
        using FakeUnaryCall call = new([]);
        using FakeResult result = new(outputs);
        return await call.AnswerOfAsync(new Writing(result));
    }

    private static FakeOutput[] Some(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(4)).Select(_ =>
        {
            byte[] name = new byte[random.Next(200)];
            byte[] data = new byte[random.Next(300)];
            random.NextBytes(name);
            random.NextBytes(data);
            long[] shape = [.. Enumerable.Range(0, random.Next(70)).Select(_ => (long)random.Next() >> random.Next(32))];
            return new FakeOutput(new TensorName(name), (TensorType)random.Next(7), shape, data);
        }),
    ];

    private static PredictResponse Expected(FakeOutput[] outputs) => new()
    {
        Tensors =
        {
            outputs.Select(output => new Tensor
            {
                TensorMetadata = new TensorMetadata
                {
                    Name = ByteString.CopyFrom(output.Name.Bytes),
                    DataType = (DataType)output.Type,
                    Shape = { output.Shape.Select(extent => (int)extent) },
                },
                ByteData = ByteString.CopyFrom(output.Data),
            }),
        },
    };

    private sealed class Writing(FakeResult result) : IUnaryMethod
    {
        public string Path => "/";

        public ValueTask InvokeAsync(UnaryCall call) => PredictResponseWriter.WriteAsync(call, result);
    }
}
