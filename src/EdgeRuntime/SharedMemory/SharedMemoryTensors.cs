using EdgeActors.Models;
using EdgeActors.Models.Tensors;

namespace EdgeActors.SharedMemory;

/// <summary>Turns what a client says about a segment into bytes that an engine can read, attached and checked.</summary>
internal sealed class SharedMemoryTensors(ISystemV system, AttachedSegments attached, TensorMemory memory)
{
    /// <summary>
    /// Opens the range. Nothing is copied, unless it begins at an address that is no multiple of
    /// <paramref name="elementSize"/>: engines must not be given such an address, so the bytes move to pooled memory then.
    /// </summary>
    /// <param name="range">As the client sent it.</param>
    /// <param name="elementSize">Bytes of an element, a power of two; 8 when the type is not known.</param>
    /// <exception cref="ModelFaultException">InvalidArgument, ResourceExhausted or Internal.</exception>
    public TensorData Open(SegmentRange range, int elementSize)
    {
        if (!system.IsAvailable)
        {
            throw SegmentFaults.NotOnThisPlatform;
        }

        TensorData tensor = Lease(range);
        if (tensor.Address % elementSize == 0)
        {
            return tensor;
        }

        using (tensor)
        {
            return AlignedCopy.Of(tensor, memory, range);
        }
    }

    // Attached before it is looked at: from then on the kernel keeps identifier, size and content of one and the same segment.
    private SharedMemoryTensor Lease(SegmentRange range)
    {
        int segment = range.Identifier;
        int error = attached.Enter(segment, out AttachedSegment? entered);
        if (error != 0)
        {
            throw SegmentFaults.Of(error, segment, system.EffectiveUser);
        }

        bool keep = false;
        try
        {
            error = system.Stat(segment, out SegmentStatus status);
            if (error != 0)
            {
                throw SegmentFaults.Of(error, segment, system.EffectiveUser);
            }

            long length = range.LengthWithin(status);
            SharedMemoryTensor tensor = new(attached, entered!, range, length, keep: !status.IsRemoved);
            keep = true;
            return tensor;
        }
        finally
        {
            if (!keep)
            {
                attached.Leave(entered!, keep: false);
            }
        }
    }
}

/// <summary>Bytes of an attached segment. The client may rewrite them at any time, so only lengths are ever relied on.</summary>
internal sealed class SharedMemoryTensor(AttachedSegments owner, AttachedSegment attached, SegmentRange range, long length, bool keep)
    : TensorData
{
    private int _disposed;

    public override nint Address { get; } = attached.Address + (nint)range.Offset;

    public override long Length => length;

    public override bool IsUpperBound => range.Size == 0;

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            owner.Leave(attached, keep);
        }
    }
}

/// <summary>A misaligned tensor's bytes, moved to where an engine can read them.</summary>
internal sealed class AlignedCopy : TensorData
{
    private readonly NativeBuffer _buffer;

    private AlignedCopy(NativeBuffer buffer, bool isUpperBound) => (_buffer, IsUpperBound) = (buffer, isUpperBound);

    public override nint Address => _buffer.Address;

    public override long Length => _buffer.Length;

    public override bool IsUpperBound { get; }

    public static unsafe AlignedCopy Of(TensorData tensor, TensorMemory memory, SegmentRange range)
    {
        if (!memory.TryRent(tensor.Length, out NativeBuffer? buffer))
        {
            throw new ModelFaultException(new ModelFault(
                FaultCode.ResourceExhausted,
                $"the tensor at offset {range.Offset} of shared-memory segment {range.Segment} is not aligned to its elements, and " +
                $"there is no memory left to copy {tensor.Length} bytes: an offset that is a multiple of 8 needs no copy",
                TimeSpan.FromMilliseconds(100)));
        }

        Buffer.MemoryCopy((void*)tensor.Address, (void*)buffer.Address, buffer.Length, buffer.Length);
        return new AlignedCopy(buffer, tensor.IsUpperBound);
    }

    public override void Dispose() => _buffer.Dispose();
}
