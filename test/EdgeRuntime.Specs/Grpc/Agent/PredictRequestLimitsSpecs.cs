using EdgeActors.Grpc.Agent;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using Google.Protobuf;

namespace EdgeActors.Specs.Grpc.Agent;

public sealed class PredictRequestLimitsSpecs : IDisposable
{
    private readonly TensorMemory _memory = new(1 << 20, 1 << 20);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void More_tensors_than_allowed_are_refused()
    {
        AgentOptions options = new() { MaxTensors = 2 };
        byte[] tensor = [0x12, 0x00];

        PredictParsing.Read([.. tensor, .. tensor], 3, _memory, options);
        GrpcException refused = Assert.Throws<GrpcException>(() => PredictParsing.Read([.. tensor, .. tensor, .. tensor], 3, _memory, options));

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.Contains("more than 2 tensors", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _memory.InUse);
    }

    [Fact]
    public void More_dimensions_than_allowed_are_refused_packed_or_not()
    {
        AgentOptions options = new() { MaxRank = 2 };
        Tensor Rank(int rank) => new() { TensorMetadata = new TensorMetadata { Shape = { Enumerable.Repeat(1, rank) } } };
        byte[] unpacked = [0x12, 0x08, 0x0A, 0x06, 0x18, 1, 0x18, 1, 0x18, 1];

        PredictParsing.Read(Request(Rank(2)), 3, _memory, options);
        Assert.All([Request(Rank(3)), Request(Rank(200)), unpacked], message => Assert.Equal(
            GrpcStatusCode.InvalidArgument,
            Assert.Throws<GrpcException>(() => PredictParsing.Read(message, 3, _memory, options)).Code));
    }

    [Fact]
    public void A_name_longer_than_allowed_is_refused_before_it_has_arrived()
    {
        using PredictRequestParser parser = new(_memory, new PredictNames(), new AgentOptions { MaxNameBytes = 256 });
        parser.Start(1000);

        GrpcException refused = Assert.Throws<GrpcException>(() => parser.Parse(new((byte[])[0x0A, 0x81, 0x02]), last: false));

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
    }

    [Fact]
    public void Without_memory_the_client_is_told_when_to_retry()
    {
        using TensorMemory small = new(4096, 0);
        Assert.True(small.TryRent(4000, out NativeBuffer? taken));

        GrpcException refused = Assert.Throws<GrpcException>(() =>
            PredictParsing.Read(Request(new Tensor { ByteData = ByteString.CopyFrom(new byte[2000]) }), 64, small));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, refused.Code);
        Assert.Equal(TimeSpan.FromMilliseconds(100), refused.RetryAfter);
        taken.Dispose();
        Assert.Equal(0, small.InUse);
    }

    [Fact]
    public void A_tensor_that_never_fits_is_not_worth_a_retry()
    {
        using TensorMemory small = new(5000, 0);

        GrpcException refused = Assert.Throws<GrpcException>(() =>
            PredictParsing.Read(Request(new Tensor { ByteData = ByteString.CopyFrom(new byte[4500]) }), 64, small));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, refused.Code);
        Assert.Null(refused.RetryAfter);
    }

    private static byte[] Request(params Tensor[] tensors) => new PredictRequest { Tensors = { tensors } }.ToByteArray();
}
