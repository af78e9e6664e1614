using EdgeActors.Models;
using EdgeActors.Models.Tensors;
using EdgeActors.SharedMemory;
using EdgeActors.Specs.Grpc.Agent;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.SharedMemory;

public sealed class SharedMemoryTensorsSpecs : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 1000).Select(number => (byte)number)];

    private readonly TensorMemory _memory = new(4096, 0);
    private readonly ManualTime _time = new();
    private readonly LinuxSystemV _linux = new();
    private readonly AttachedSegments _attached;
    private readonly SharedMemoryTensors _tensors;

    public SharedMemoryTensorsSpecs()
    {
        _attached = new AttachedSegments(_linux, new SharedMemoryOptions(), _time, NullLogger<AttachedSegments>.Instance);
        _tensors = new SharedMemoryTensors(_linux, _attached, _memory);
    }

    public void Dispose()
    {
        _attached.Dispose();
        _memory.Dispose();
    }

    [LinuxFact]
    public void A_segment_is_read_in_place()
    {
        using ClientSegment segment = new(Content);

        using TensorData tensor = Open(segment, offset: 104, size: 8);

        Assert.Equal(Content[104..112], FakePredictor.BytesOf(tensor));
        Assert.False(tensor.IsUpperBound);
        segment.Write(104, 77);
        Assert.Equal(77, FakePredictor.BytesOf(tensor)[0]);
        Assert.Equal(0, _memory.InUse);
    }

    [LinuxFact]
    public void Size_zero_offers_all_bytes_up_to_the_end()
    {
        using ClientSegment segment = new(Content);

        using TensorData tensor = Open(segment, offset: 992, size: 0);

        Assert.True(tensor.IsUpperBound);
        Assert.Equal(Content[992..], FakePredictor.BytesOf(tensor));
    }

    [LinuxFact]
    public void A_segment_stays_attached_for_the_next_request_and_its_new_content_is_seen()
    {
        using ClientSegment segment = new(Content);
        Open(segment).Dispose();
        ulong attachments = segment.Attachments;
        segment.SetMode(0x180);
        segment.Write(0, 200);
        segment.SetMode(0x100);

        using TensorData tensor = Open(segment);

        Assert.Equal(2UL, attachments);
        Assert.Equal(2UL, segment.Attachments);
        Assert.Equal(200, FakePredictor.BytesOf(tensor)[0]);
    }

    [LinuxFact]
    public void A_segment_that_became_writable_is_refused_though_it_was_attached_before_and_is_let_go()
    {
        using ClientSegment segment = new(Content);
        Open(segment).Dispose();
        segment.SetMode(0x180);

        ModelFaultException refused = Assert.Throws<ModelFaultException>(() => Open(segment));

        Assert.Contains("mode 0600", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1UL, segment.Attachments);
    }

    [LinuxFact]
    public void A_removed_segment_still_serves_its_client_and_is_let_go_at_once()
    {
        using ClientSegment segment = new(Content);
        segment.RemoveNow();

        using (TensorData tensor = Open(segment))
        {
            Assert.Equal(Content, FakePredictor.BytesOf(tensor));
        }

        Assert.Equal(1UL, segment.Attachments);
    }

    [LinuxFact]
    public void A_segment_removed_while_it_is_read_lives_until_the_reader_leaves_and_its_identifier_is_not_given_away()
    {
        using ClientSegment segment = new(Content);
        TensorData tensor = Open(segment);
        segment.RemoveNow();
        segment.DetachNow();
        using ClientSegment other = new(Content);

        Assert.NotEqual(segment.Id, other.Id);
        Assert.Equal(Content, FakePredictor.BytesOf(tensor));
        tensor.Dispose();
        _time.Fire();

        ModelFaultException refused = Assert.Throws<ModelFaultException>(() => Open(segment));
        Assert.Contains("no shared-memory segment", refused.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void A_range_beyond_the_end_is_refused_and_the_segment_let_go()
    {
        using ClientSegment segment = new(Content);

        ModelFaultException refused = Assert.Throws<ModelFaultException>(() => Open(segment, offset: 8, size: 1000));

        Assert.Equal(FaultCode.InvalidArgument, refused.Fault.Code);
        Assert.Contains("has 1000 bytes, but offset 8 with size 1000", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1UL, segment.Attachments);
    }

    [LinuxFact]
    public void A_misaligned_tensor_is_copied_to_aligned_memory()
    {
        using ClientSegment segment = new(Content);

        using TensorData two = Open(segment, offset: 6, size: 8, elementSize: 2);
        TensorData four = Open(segment, offset: 6, size: 8, elementSize: 4);

        Assert.Equal(6, two.Address % 4096);
        Assert.Equal(0, four.Address % 64);
        Assert.Equal(Content[6..14], FakePredictor.BytesOf(four));
        Assert.True(_memory.InUse > 0);
        four.Dispose();
        Assert.Equal(0, _memory.InUse);
    }

    [LinuxFact]
    public void A_misaligned_tensor_without_size_is_copied_up_to_the_end()
    {
        using ClientSegment segment = new(Content);

        using TensorData tensor = Open(segment, offset: 3, size: 0);

        Assert.True(tensor.IsUpperBound);
        Assert.Equal(Content[3..], FakePredictor.BytesOf(tensor));
    }

    [LinuxFact]
    public void A_misaligned_tensor_for_which_there_is_no_memory_is_refused_and_the_segment_let_go()
    {
        using ClientSegment segment = new(new byte[10_000]);

        ModelFaultException refused = Assert.Throws<ModelFaultException>(() => Open(segment, offset: 3, size: 0));

        Assert.Equal(FaultCode.ResourceExhausted, refused.Fault.Code);
        Assert.Contains("multiple of 8", refused.Message, StringComparison.Ordinal);
        _attached.Dispose();
        Assert.Equal(1UL, segment.Attachments);
    }

    [LinuxFact]
    public void Disposing_twice_takes_one_reader_away()
    {
        using ClientSegment segment = new(Content);
        TensorData first = Open(segment);
        using TensorData second = Open(segment);

        first.Dispose();
        first.Dispose();
        _attached.Dispose();

        Assert.Equal(Content, FakePredictor.BytesOf(second));
    }

    [Theory]
    [InlineData(Errno.AccessDenied, FaultCode.InvalidArgument, "user 1234")]
    [InlineData(Errno.Invalid, FaultCode.InvalidArgument, "no shared-memory segment 5")]
    [InlineData(Errno.IdentifierRemoved, FaultCode.InvalidArgument, "no shared-memory segment 5")]
    [InlineData(Errno.OutOfMemory, FaultCode.ResourceExhausted, "no address space")]
    [InlineData(99, FaultCode.Internal, "error 99")]
    public void What_the_kernel_refuses_is_explained(int error, FaultCode code, string says)
    {
        FakeSystemV system = new() { AnySegment = new SegmentStatus(8, 0x100), AttachError = error };
        FakeSystemV later = new() { AnySegment = new SegmentStatus(8, 0x100), StatError = error };

        Assert.All([system, later], refusing =>
        {
            using AttachedSegments attached = new(refusing, new SharedMemoryOptions(), _time, NullLogger<AttachedSegments>.Instance);
            ModelFaultException refused = Assert.Throws<ModelFaultException>(
                () => new SharedMemoryTensors(refusing, attached, _memory).Open(new SegmentRange(5, 0, 0), 1));

            Assert.Equal(code, refused.Fault.Code);
            Assert.Contains(says, refused.Message, StringComparison.Ordinal);
            Assert.Empty(refusing.Attached);
        });
    }

    [Fact]
    public void Where_there_is_no_shared_memory_the_client_is_told_what_to_send()
    {
        FakeSystemV none = new() { IsAvailable = false };
        using AttachedSegments attached = new(none, new SharedMemoryOptions(), TimeProvider.System, NullLogger<AttachedSegments>.Instance);

        ModelFaultException refused = Assert.Throws<ModelFaultException>(
            () => new SharedMemoryTensors(none, attached, _memory).Open(new SegmentRange(5, 0, 0), 1));

        Assert.Equal(FaultCode.InvalidArgument, refused.Fault.Code);
        Assert.Contains("byte_data", refused.Message, StringComparison.Ordinal);
    }

    private TensorData Open(ClientSegment segment, ulong offset = 0, ulong size = 0, int elementSize = 8) =>
        _tensors.Open(new SegmentRange((ulong)segment.Id, offset, size), elementSize);
}
