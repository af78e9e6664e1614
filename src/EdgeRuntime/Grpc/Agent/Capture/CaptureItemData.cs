using System.Runtime.InteropServices;
using EdgeActors.Models;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Grpc;
using EdgeActors.SharedMemory;

namespace EdgeActors.Grpc.Agent.Capture;

/// <summary>Brings the bytes of one item together, wherever the client keeps them.</summary>
internal sealed class CaptureItemData(SharedMemoryTensors segments, CaptureMemory.Share memory)
{
    private static readonly byte[] Nothing = [];

    /// <summary>
    /// The bytes of <paramref name="item"/>. Those in shared memory are copied now, since the client may do with its segment what it
    /// likes once the call is answered.
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="needed">What a segment without a size is asked for; null for all bytes up to its end.</param>
    /// <exception cref="GrpcException">The segment is refused, too small, or there is no memory for the copy.</exception>
    public ReadOnlyMemory<byte> Of(CaptureItemDraft item, long? needed)
    {
        if (item.Range is not { } range)
        {
            return item.Bytes ?? Nothing;
        }

        try
        {
            using TensorData segment = segments.Open(range, elementSize: 1);
            long length = segment.IsUpperBound && needed is { } part ? part : segment.Length;
            return length <= segment.Length ? Copy(segment.Address, length) : throw CaptureRequest.Invalid(
                $"shared-memory segment {range.Segment} has {segment.Length} bytes from offset {range.Offset} on, but the tensor's type and shape need {length}");
        }
        catch (ModelFaultException refused)
        {
            throw ModelFaultStatus.ToException(refused.Fault, refused);
        }
    }

    private byte[] Copy(nint address, long length)
    {
        byte[] copy = memory.Rent(length);
        Marshal.Copy(address, copy, 0, copy.Length);
        return copy;
    }
}
