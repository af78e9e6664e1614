using EdgeActors.Grpc.Agent;
using EdgeActors.Models;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using EdgeActors.SharedMemory;
using EdgeActors.Specs.SharedMemory;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Grpc.Agent;

public sealed class PredictMethodSpecs : IDisposable
{
    private readonly TensorMemory _memory = new(1 << 20, 1 << 20);
    private readonly FakeSystemV _system = new();
    private readonly AttachedSegments _attached;

    public PredictMethodSpecs() =>
        _attached = new AttachedSegments(_system, new SharedMemoryOptions(), TimeProvider.System, NullLogger<AttachedSegments>.Instance);

    public void Dispose()
    {
        _attached.Dispose();
        _memory.Dispose();
    }

    [Fact]
    public async Task Tensors_go_to_the_model_and_its_outputs_come_back()
    {
        FakePredictor predictor = new(null, new FakeOutput(new TensorName("y"), TensorType.Int16, [2], [1, 0, 2, 0]));
        Tensor input = new()
        {
            TensorMetadata = new TensorMetadata { Name = ByteString.CopyFromUtf8("x"), DataType = DataType.Float32, Shape = { 1, -1 } },
            ByteData = ByteString.CopyFrom(1, 2, 3, 4),
        };
        using FakeUnaryCall call = new(new PredictRequest { Name = "old", Handle = "new", Tensors = { input } });

        PredictResponse response = PredictResponse.Parser.ParseFrom(await call.AnswerOfAsync(Method(predictor)));

        Assert.Equal("new", predictor.Handle);
        Assert.Equal(call.Aborted, predictor.Cancelled);
        (TensorName name, TensorType? type, int[]? shape, byte[] data, _) = Assert.Single(predictor.Tensors);
        Assert.Equal((new TensorName("x"), TensorType.Float32), (name, type));
        Assert.Equal([1, -1], shape!);
        Assert.Equal([1, 2, 3, 4], data);
        Tensor output = Assert.Single(response.Tensors);
        Assert.Equal("y", output.TensorMetadata.Name.ToStringUtf8());
        Assert.Equal(DataType.Int16, output.TensorMetadata.DataType);
        Assert.Equal([1, 0, 2, 0], output.ByteData.ToByteArray());
        Assert.Equal(1, predictor.Result!.Disposals);
        Assert.Equal(0, _memory.InUse);
    }

    [Fact]
    public async Task A_tensor_without_metadata_has_neither_type_nor_shape()
    {
        FakePredictor predictor = new();
        using FakeUnaryCall call = new(new PredictRequest { Name = "m", Tensors = { new Tensor { ByteData = ByteString.CopyFrom(1) } } });

        await call.AnswerOfAsync(Method(predictor));

        (TensorName name, TensorType? type, int[]? shape, _, _) = Assert.Single(predictor.Tensors);
        Assert.True(name.IsEmpty);
        Assert.Null(type);
        Assert.Null(shape);
    }

    [Fact]
    public async Task A_fault_of_the_model_becomes_its_status()
    {
        FakePredictor predictor = new(new ModelFault(FaultCode.ResourceExhausted, "the queue is full", TimeSpan.FromSeconds(2)));
        using FakeUnaryCall call = new(new PredictRequest { Name = "m" });

        GrpcException refused = await Assert.ThrowsAsync<GrpcException>(() => call.AnswerOfAsync(Method(predictor)));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, refused.Code);
        Assert.Equal("the queue is full", refused.Message);
        Assert.Equal(TimeSpan.FromSeconds(2), refused.RetryAfter);
    }

    [Fact]
    public async Task The_result_is_given_back_when_the_answer_cannot_be_sent()
    {
        FakePredictor predictor = new(null, new FakeOutput(TensorName.Empty, TensorType.UInt8, [long.MaxValue], []));
        using FakeUnaryCall call = new(new PredictRequest { Name = "m" });

        await Assert.ThrowsAsync<GrpcException>(async () => await Method(predictor).InvokeAsync(call));

        Assert.Equal(1, predictor.Result!.Disposals);
    }

    [Fact]
    public async Task A_refused_segment_gives_back_the_tensors_before_it_and_asks_no_model()
    {
        FakePredictor predictor = new();
        _system.Segments[7] = new SegmentStatus(4096, 0x100);
        Tensor bytes = new() { ByteData = ByteString.CopyFrom(new byte[3000]) };
        Tensor good = new() { SharedMemoryHandle = new SharedMemoryHandle { SegmentId = 7 } };
        Tensor bad = new() { SharedMemoryHandle = new SharedMemoryHandle { SegmentId = 8 } };
        using FakeUnaryCall call = new(new PredictRequest { Name = "m", Tensors = { bytes, good, bad } });

        GrpcException refused = await Assert.ThrowsAsync<GrpcException>(async () => await Method(predictor).InvokeAsync(call));

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.Contains("no shared-memory segment 8", refused.Message, StringComparison.Ordinal);
        Assert.Null(predictor.Handle);
        Assert.Equal(0, _memory.InUse);
        _attached.Dispose();
        Assert.Empty(_system.Attached);
    }

    [Fact]
    public async Task A_message_that_breaks_off_gives_back_what_had_arrived()
    {
        byte[] message = new PredictRequest { Name = "m", Tensors = { new Tensor { ByteData = ByteString.CopyFrom(new byte[3000]) } } }.ToByteArray();
        using FakeUnaryCall call = new(message[..1000], 100);

        await Assert.ThrowsAsync<GrpcException>(async () => await Method(new FakePredictor()).InvokeAsync(call));

        Assert.Equal(0, _memory.InUse);
    }

    private PredictMethod Method(IPredictor predictor) =>
        new(predictor, _memory, new SharedMemoryTensors(_system, _attached, _memory), new PredictNames(), new AgentOptions());
}
