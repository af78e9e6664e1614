using EdgeActors.Models;

namespace EdgeActors.SharedMemory;

/// <summary>The part of a segment that a client names; nothing in it is trusted yet.</summary>
/// <param name="Segment">The shmid.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Size">Bytes, or 0 for as many as the tensor needs.</param>
internal readonly record struct SegmentRange(ulong Segment, ulong Offset, ulong Size)
{
    private const uint WriteOrExecute = 0xDB; // octal 0333

    /// <summary>The segment as the kernel's identifier.</summary>
    /// <exception cref="ModelFaultException">InvalidArgument: no shmid is as large.</exception>
    public int Identifier => Segment <= int.MaxValue ? (int)Segment : throw SegmentFaults.Unknown(Segment);

    /// <summary>
    /// Holds the range against the segment: nobody may be able to write to it or execute it (the old agent's rule), and the
    /// range must lie inside.
    /// </summary>
    /// <returns>Bytes that may be read from <see cref="Offset"/> on.</returns>
    /// <exception cref="ModelFaultException">InvalidArgument.</exception>
    public long LengthWithin(SegmentStatus status)
    {
        if ((status.Permissions & WriteOrExecute) != 0)
        {
            string mode = Convert.ToString(status.Permissions, 8).PadLeft(4, '0');
            throw new ModelFaultException(
                FaultCode.InvalidArgument,
                $"shared-memory segment {Segment} has mode {mode}: no one may hold write or execute permission on it during a call; " +
                "set its mode to 0400 (shmctl IPC_SET) after filling it and before the call");
        }

        if (Offset > status.Size || Size > status.Size - Offset || status.Size > long.MaxValue)
        {
            throw new ModelFaultException(
                FaultCode.InvalidArgument,
                $"shared-memory segment {Segment} has {status.Size} bytes, but offset {Offset} with size {Size} reaches beyond its end; " +
                "send an offset and a size inside the segment (size 0 takes as many bytes as the tensor needs)");
        }

        return (long)(Size == 0 ? status.Size - Offset : Size);
    }
}
