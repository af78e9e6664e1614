using EdgeActors.Models;

namespace EdgeActors.SharedMemory;

/// <summary>What to tell a client when the kernel or the platform refuses a segment.</summary>
internal static class SegmentFaults
{
    public static ModelFaultException NotOnThisPlatform { get; } = new(
        FaultCode.InvalidArgument,
        "shared memory is not available on this platform (it needs 64-bit Linux): send the tensor as byte_data");

    public static ModelFaultException Unknown(ulong segment) => new(
        FaultCode.InvalidArgument,
        $"there is no shared-memory segment {segment}: segment_id is what shmget returned (the shmid, not the key), the segment must not " +
        "be removed before the call, and containers must share one IPC namespace with the agent");

    public static ModelFaultException Of(int error, int segment, uint user) => error switch
    {
        Errno.Invalid or Errno.IdentifierRemoved => Unknown((ulong)segment),
        Errno.AccessDenied => new(
            FaultCode.InvalidArgument,
            $"the agent runs as user {user} and may not read shared-memory segment {segment}: run the agent as the segment's owner or as " +
            "root (CAP_IPC_OWNER), or let the owner grant read permission (mode 0444)"),
        Errno.OutOfMemory or Errno.TooManyFiles => new(new ModelFault(
            FaultCode.ResourceExhausted,
            $"the agent has no address space left to attach shared-memory segment {segment}: send fewer segments at a time, or byte_data",
            TimeSpan.FromMilliseconds(100))),
        _ => new(FaultCode.Internal, $"shared-memory segment {segment} could not be attached: error {error} of the operating system"),
    };
}
