using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Grpc.Agent.Capture;

/// <summary>
/// Counts the bytes of captures that are on their way into the buffer, so that slow disks and many clients cannot take the device's
/// memory. One per process, thread-safe.
/// </summary>
internal sealed class CaptureMemory(CaptureRequestOptions options)
{
    private long _inUse;

    /// <summary>Bytes taken now.</summary>
    public long InUse => Interlocked.Read(ref _inUse);

    /// <summary>Begins to count one capture; disposing what comes back gives its bytes back.</summary>
    public Share Open() => new(this);

    private bool TryTake(long bytes)
    {
        long after = Interlocked.Add(ref _inUse, bytes);
        if (after <= options.MemoryBytes)
        {
            return true;
        }

        Interlocked.Add(ref _inUse, -bytes);
        return false;
    }

    /// <summary>What one capture has taken. Used by one thread at a time.</summary>
    internal sealed class Share(CaptureMemory memory) : IDisposable
    {
        private long _taken;

        /// <summary>An array of exactly <paramref name="length"/> bytes, not cleared.</summary>
        /// <exception cref="GrpcException">RESOURCE_EXHAUSTED: this capture, or all together, would be too large.</exception>
        public byte[] Rent(long length)
        {
            CaptureRequestOptions options = memory.Options;
            if (length > options.MaxCaptureBytes - _taken)
            {
                throw new GrpcException(
                    GrpcStatusCode.ResourceExhausted,
                    $"the capture holds more than {options.MaxCaptureBytes} bytes of data, shared memory included: capture less, or raise the agent's limit");
            }

            if (!memory.TryTake(length))
            {
                throw new GrpcException(
                    GrpcStatusCode.ResourceExhausted,
                    $"no memory for {length} bytes of captured data while other captures are being stored ({memory.InUse} of {options.MemoryBytes} bytes are in use): retry")
                {
                    RetryAfter = options.RetryAfter,
                };
            }

            _taken += length;
            // Every byte is written before the capture goes on; arrays of some 100 KB are not worth clearing first.
            return length == 0 ? [] : GC.AllocateUninitializedArray<byte>((int)length);
        }

        /// <inheritdoc />
        public void Dispose()
        {
            Interlocked.Add(ref memory._inUse, -_taken);
            _taken = 0;
        }
    }

    private CaptureRequestOptions Options => options;
}
