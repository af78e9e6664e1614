using EdgeActors.Capture;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using Google.Protobuf;

namespace EdgeActors.Specs.Grpc.Agent.Capture;

public sealed class CapturedTensorSpecs
{
    [Theory]
    [InlineData(DataType.Float32, 24, new[] { 1, 2, 3 }, "Tensor[FLOAT32; 1, 2, 3]")]
    [InlineData(DataType.Uint8, 1, new[] { 1 }, "Tensor[UINT8; 1]")]
    [InlineData(DataType.Float64, 0, new[] { 0, 5 }, "Tensor[FLOAT64; 0, 5]")]
    [InlineData(DataType.Int64, 0, new[] { int.MaxValue, int.MaxValue, int.MaxValue, 0 }, "Tensor[INT64; 2147483647, 2147483647, 2147483647, 0]")]
    [InlineData(DataType.Float16, 12, new[] { 2, -1 }, "Tensor[FLOAT16; 2, 3]")]
    [InlineData(DataType.Int16, 0, new[] { 0, -1 }, "Tensor[INT16; 0, 0]")]
    [InlineData(DataType.Float32, 4, new int[0], "Tensor[FLOAT32; 1]")]
    [InlineData(DataType.Int32, 40, new int[0], "Tensor[INT32; 10]")]
    public async Task Type_shape_and_bytes_that_agree_are_taken(DataType type, int bytes, int[] shape, string content)
    {
        using CaptureCalls calls = new();

        CaptureDraftItem item = await calls.AcceptAsync(CaptureCalls.Bytes(bytes, type, shape));

        Assert.Equal((content, bytes, false), (item.ContentType, item.Data.Length, item.IsBase64));
    }

    [Fact]
    public async Task Tensor_without_metadata_is_a_row_of_bytes()
    {
        using CaptureCalls calls = new();

        CaptureDraftItem item = await calls.AcceptAsync(new Tensor { ByteData = ByteString.CopyFrom(1, 2, 3) });

        Assert.Equal(("", "Tensor[UINT8; 3]"), (item.Name, item.ContentType));
    }

    [Theory]
    [InlineData(DataType.Float32, 23, new[] { 1, 2, 3 }, "has 23 bytes, but FLOAT32 [1, 2, 3] takes 24 bytes")]
    [InlineData(DataType.Float32, 6, new int[0], "has 6 bytes, but FLOAT32 without a shape takes a multiple of 4 bytes")]
    [InlineData(DataType.Uint8, 1, new[] { 1, -2 }, "has the shape [1, -2]: extents are 0 or more")]
    [InlineData(DataType.Uint8, 1, new[] { -1, -1 }, "has the shape [-1, -1]: extents are 0 or more")]
    [InlineData(DataType.Uint8, 5, new[] { 2, -1 }, "has 5 elements, which do not fill the shape [2, -1]")]
    [InlineData(DataType.Uint8, 5, new[] { 0, -1 }, "has 5 elements, which do not fill the shape [0, -1]")]
    [InlineData(DataType.Float64, 8, new[] { 65536, 65536, 65536, 65536, 65536 }, "which has more elements than can be sent")]
    [InlineData((DataType)7, 8, new[] { 8 }, "has the data_type 7, which the API does not know")]
    [InlineData((DataType)(-1), 8, new[] { 8 }, "has the data_type -1, which the API does not know")]
    public async Task Type_shape_and_bytes_that_contradict_each_other_are_refused(DataType type, int bytes, int[] shape, string expected)
    {
        using CaptureCalls calls = new();

        GrpcException refused = await calls.RefuseAsync(CaptureCalls.Bytes(bytes, type, shape));

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.StartsWith("the input tensor 't' ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, calls.Memory.InUse);
    }

    [Theory]
    [InlineData(8ul, DataType.Float32, new[] { 2 }, 8)]
    [InlineData(0ul, DataType.Float32, new[] { 2, 2 }, 16)]
    [InlineData(0ul, DataType.Uint8, new int[0], 64)]
    [InlineData(0ul, DataType.Float32, new[] { -1, 4 }, 64)]
    [InlineData(0ul, DataType.Uint8, new[] { 0 }, 0)]
    public async Task Shared_memory_is_copied_as_far_as_the_tensor_needs_it(ulong size, DataType type, int[] shape, int length)
    {
        using CaptureCalls calls = new();

        CaptureDraftItem item = await calls.AcceptAsync(CaptureCalls.Shared(size, type, shape));
        calls.OverwriteSegment();

        Assert.Equal(Enumerable.Range(0, length).Select(i => (byte)i), item.Data.ToArray());
    }

    [Fact]
    public async Task Shared_memory_may_begin_anywhere()
    {
        using CaptureCalls calls = new();
        Tensor tensor = CaptureCalls.Shared(0, DataType.Float32, 1);
        tensor.SharedMemoryHandle.Offset = 3;

        Assert.Equal([3, 4, 5, 6], (await calls.AcceptAsync(tensor)).Data.ToArray());
    }

    [Theory]
    [InlineData(0ul, 0ul, 7ul, "has 64 bytes from offset 0 on, but the tensor's type and shape need 68")]
    [InlineData(60ul, 0ul, 7ul, "has 60 bytes, but FLOAT32 [17] takes 68 bytes")]
    [InlineData(65ul, 0ul, 7ul, "reaches beyond its end")]
    [InlineData(ulong.MaxValue, 8ul, 7ul, "reaches beyond its end")]
    [InlineData(0ul, 0ul, 8ul, "no shared-memory segment 8")]
    public async Task Segment_that_does_not_hold_the_tensor_is_refused(ulong size, ulong offset, ulong segment, string expected)
    {
        using CaptureCalls calls = new();
        Tensor tensor = CaptureCalls.Shared(size, DataType.Float32, 17);
        tensor.SharedMemoryHandle.Offset = offset;
        tensor.SharedMemoryHandle.SegmentId = segment;

        GrpcException refused = await calls.RefuseAsync(tensor);

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, calls.Memory.InUse);
    }

    [Fact]
    public async Task Name_that_is_no_text_is_kept_escaped_and_control_characters_of_text_stay()
    {
        using CaptureCalls calls = new();
        Tensor odd = CaptureCalls.Bytes(1);
        odd.TensorMetadata.Name = ByteString.CopyFrom(0x61, 0xFF, 0x0A);
        Tensor text = CaptureCalls.Bytes(1);
        text.TensorMetadata.Name = ByteString.CopyFromUtf8("ä\n" + new string('x', 500));

        Assert.Equal("a\\xFF\\x0A", (await calls.AcceptAsync(odd)).Name);
        Assert.Equal("ä\n" + new string('x', 500), (await calls.AcceptAsync(text)).Name);
    }
}
