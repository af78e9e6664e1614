using EdgeActors.Grpc.Agent;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using EdgeActors.SharedMemory;
using EdgeActors.Specs.SharedMemory;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Grpc.Agent;

public sealed class PredictRequestParserSpecs : IDisposable
{
    private readonly TensorMemory _memory = new(1 << 20, 1 << 20);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Reads_what_the_generated_code_reads() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400),
        Prop.ForAll(PredictRequests.Seeds, seed =>
        {
            byte[] message = PredictRequests.WellFormed(seed);

            string read = PredictParsing.Read(message, int.MaxValue, _memory);

            Assert.Equal(PredictParsing.Expected(PredictRequest.Parser.ParseFrom(message)), read);
            Assert.Equal(0, _memory.InUse);
        }));

    [Fact]
    public void Any_cut_into_pieces_gives_the_same() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(PredictRequests.Seeds, seed =>
        {
            byte[] message = PredictRequests.WellFormed(seed);
            string whole = PredictParsing.Read(message, int.MaxValue, _memory);

            Assert.All([1, 2, 3, 7, 64, (seed % 500) + 1], piece => Assert.Equal(whole, PredictParsing.Read(message, piece, _memory)));
        }));

    [Fact]
    public void Spoilt_messages_are_refused_or_read_as_the_generated_code_reads_them_and_no_memory_is_lost() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3000),
        Prop.ForAll(PredictRequests.Seeds, seed =>
        {
            byte[] message = PredictRequests.Spoilt(seed);
            string? read = null;
            try
            {
                read = PredictParsing.Read(message, (seed % 50) + 1, _memory);
            }
            catch (GrpcException refused)
            {
                Assert.Contains(refused.Code, (GrpcStatusCode[])[GrpcStatusCode.Internal, GrpcStatusCode.InvalidArgument]);
            }
            catch (EdgeActors.Models.ModelFaultException refused)
            {
                Assert.Equal(EdgeActors.Models.FaultCode.InvalidArgument, refused.Fault.Code);
            }

            Assert.Equal(0, _memory.InUse);
            if (read is not null)
            {
                Assert.Equal(PredictParsing.Expected(PredictRequest.Parser.ParseFrom(message)), read);
            }
        }));

    [Fact]
    public void Random_bytes_are_refused_or_read_and_no_memory_is_lost() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll<byte[]>(message =>
        {
            Exception? thrown = Record.Exception(() => PredictParsing.Read(message, 5, _memory));

            Assert.True(thrown is null or GrpcException or EdgeActors.Models.ModelFaultException, thrown?.ToString());
            Assert.Equal(0, _memory.InUse);
        }));

    [Theory]
    [InlineData("0A")] // a length is missing
    [InlineData("0A05")] // a length beyond the message
    [InlineData("12021208")] // a field beyond its tensor
    [InlineData("12FFFFFFFFFFFFFFFFFF01")] // 2^64 - 1 bytes
    [InlineData("1206220AAABBCCDD")] // tensor bytes beyond their tensor
    [InlineData("0001")] // field number 0
    [InlineData("0E")] // wire type 6
    [InlineData("2B")] // a group that does not end
    [InlineData("2C")] // a group that did not begin
    [InlineData("2B34")] // a group that ends as another
    [InlineData("12012B")] // a group that its message does not hold
    [InlineData("12012B2C")] // a group that ends outside its message
    [InlineData("08FFFFFFFFFFFFFFFFFFFF01")] // an integer of eleven bytes
    [InlineData("12050A031A0180")] // a packed extent that does not end
    [InlineData("0D0102")] // a fixed value cut short
    public void Bytes_that_are_no_message_are_refused_as_by_a_cpp_server(string message)
    {
        GrpcException refused = Assert.Throws<GrpcException>(() => PredictParsing.Read(Convert.FromHexString(message), 2, _memory));

        Assert.Equal(GrpcStatusCode.Internal, refused.Code);
        Assert.Contains("cannot be decoded", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _memory.InUse);
    }

    [Fact]
    public void A_claimed_length_beyond_the_message_rents_nothing()
    {
        // A tensor that claims to fill the message, with bytes that claim 1 MB more than that.
        using PredictRequestParser parser = new(_memory, new PredictNames(), new AgentOptions());
        byte[] message = [0x12, 0x64, 0x22, 0x80, 0x80, 0x40];
        parser.Start(102);

        Assert.Throws<GrpcException>(() => parser.Parse(new(message), last: false));
        Assert.Equal(0, _memory.InUse + _memory.Cached);
    }

    [Fact]
    public void Bytes_go_straight_to_aligned_native_memory()
    {
        using PredictRequestParser parser = new(_memory, new PredictNames(), new AgentOptions());
        FakeUnaryCall.Feed(parser, Request(new Tensor { ByteData = ByteString.CopyFrom(new byte[1000]) }), 100);

        RequestTensor tensor = Assert.Single(parser.TakeTensors(null!));

        Assert.Equal(0, tensor.Data.Address % 64);
        Assert.Equal(1024, _memory.InUse);
        tensor.Data.Dispose();
    }

    [Fact]
    public void The_last_payload_of_a_tensor_wins_and_the_first_is_given_back()
    {
        byte[] message = Request(new Tensor { ByteData = ByteString.CopyFrom(1, 2, 3) });
        byte[] twice = [0x12, 0x09, 0x22, 0x03, 1, 2, 3, 0x22, 0x02, 8, 9];
        byte[] thenSegment = [0x12, 0x09, 0x22, 0x03, 1, 2, 3, 0x2A, 0x02, 0x18, 5];

        Assert.Contains("010203", PredictParsing.Read(message, 1, _memory), StringComparison.Ordinal);
        Assert.EndsWith("none 0809\n", PredictParsing.Read(twice, 1, _memory), StringComparison.Ordinal);
        Assert.Contains("none segment 65536 True", PredictParsing.Read(thenSegment, 1, _memory), StringComparison.Ordinal);
        Assert.Equal(0, _memory.InUse);
    }

    [Fact]
    public void A_tensor_without_data_has_no_bytes() =>
        Assert.Equal(" none \n", PredictParsing.Read(Request(new Tensor()), 1, _memory));

    [LinuxTheory]
    [InlineData(DataType.Uint8, 3, 3)]
    [InlineData(DataType.Int16, 6, 6)]
    [InlineData(DataType.Float32, 6, 0)]
    [InlineData(DataType.Float64, 4, 0)]
    [InlineData((DataType)99, 4, 0)]
    [InlineData(null, 4, 0)]
    [InlineData(null, 8, 8)]
    public void A_segment_is_read_in_place_where_its_elements_are_aligned_and_copied_elsewhere(DataType? type, int offset, int expected)
    {
        using ClientSegment segment = new(new byte[100]);
        using AttachedSegments attached = new(new LinuxSystemV(), new SharedMemoryOptions(), TimeProvider.System, NullLogger<AttachedSegments>.Instance);
        using PredictRequestParser parser = new(_memory, new PredictNames(), new AgentOptions());
        Tensor tensor = new() { SharedMemoryHandle = new SharedMemoryHandle { SegmentId = (ulong)segment.Id, Offset = (ulong)offset } };
        tensor.TensorMetadata = type is { } sent ? new TensorMetadata { DataType = sent } : null;
        FakeUnaryCall.Feed(parser, Request(tensor), 3);

        TensorData data = Assert.Single(parser.TakeTensors(new SharedMemoryTensors(new LinuxSystemV(), attached, _memory))).Data;

        Assert.Equal(expected, data.Address % 64);
        Assert.Equal(expected == 0, _memory.InUse > 0);
        data.Dispose();
    }

    [Fact]
    public void Groups_nested_as_deep_as_protobuf_allows_are_skipped_and_deeper_ones_refused()
    {
        byte[] Nested(int depth) => [.. Enumerable.Repeat((byte)0x2B, depth), .. Enumerable.Repeat((byte)0x2C, depth)];

        Assert.Empty(PredictParsing.Read(Nested(100), 1, _memory));
        Assert.Throws<GrpcException>(() => PredictParsing.Read(Nested(101), 1, _memory));
    }

    [Theory]
    [InlineData("0A0161", "a")] // the name alone
    [InlineData("0A01611A0162", "b")] // the handle wins
    [InlineData("1A01620A0161", "b")] // in any order
    [InlineData("0A01611A00", "a")] // an empty handle is none
    public void The_handle_wins_over_the_name(string message, string expected)
    {
        using PredictRequestParser parser = new(_memory, new PredictNames(), new AgentOptions());
        FakeUnaryCall.Feed(parser, Convert.FromHexString(message), 1);

        Assert.Equal(expected, parser.ModelHandle);
    }

    [Fact]
    public void A_request_without_a_model_is_refused()
    {
        using PredictRequestParser parser = new(_memory, new PredictNames(), new AgentOptions());
        FakeUnaryCall.Feed(parser, [], 1);

        Assert.Equal(GrpcStatusCode.InvalidArgument, Assert.Throws<GrpcException>(() => parser.ModelHandle).Code);
    }

    [Fact]
    public void A_model_name_that_is_no_utf8_is_refused()
    {
        GrpcException refused = Assert.Throws<GrpcException>(() => PredictParsing.Read([0x0A, 0x02, 0xC3, 0x28], 1, _memory));

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.Contains("UTF-8", refused.Message, StringComparison.Ordinal);
    }

    private static byte[] Request(params Tensor[] tensors) => new PredictRequest { Tensors = { tensors } }.ToByteArray();
}
