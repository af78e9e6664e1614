using System.Buffers.Binary;

namespace EdgeActors.Aws.Signing.Verification;

/// <summary>
/// The signatures that were accepted, each until its time alone refuses it. Only verified ones come in, so that nobody without a key can fill it.
/// Thread-safe.
/// </summary>
/// <param name="capacity">Most signatures.</param>
internal sealed class ReplayMemory(int capacity)
{
    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _seen = [];
    private readonly PriorityQueue<UInt128, long> _byEnd = new();
    private long _forgotten;

    /// <summary>Takes a signature in.</summary>
    /// <param name="signature">Verified; half of its bytes tell it from all others.</param>
    /// <param name="end">Until when it would be accepted.</param>
    /// <param name="now">What ended before is forgotten.</param>
    public ReplayAnswer Take(ReadOnlySpan<byte> signature, DateTimeOffset end, DateTimeOffset now)
    {
        UInt128 key = BinaryPrimitives.ReadUInt128LittleEndian(signature);
        lock (_gate)
        {
            while (_byEnd.TryPeek(out UInt128 oldest, out long ended) && ended < now.UtcTicks)
            {
                _byEnd.Dequeue();
                _seen.Remove(oldest);
                _forgotten = ended;
            }

            if (_seen.Contains(key))
            {
                return ReplayAnswer.Seen;
            }

            // The clock may have been set back since some were forgotten.
            if (_seen.Count >= capacity || end.UtcTicks <= _forgotten)
            {
                return ReplayAnswer.Unknown;
            }

            _seen.Add(key);
            _byEnd.Enqueue(key, end.UtcTicks);
            return ReplayAnswer.New;
        }
    }
}

/// <summary>What a memory of signatures says.</summary>
internal enum ReplayAnswer
{
    /// <summary>It was not here before, and is remembered now.</summary>
    New,

    /// <summary>It was.</summary>
    Seen,

    /// <summary>There is no room to remember it, or it is of a time whose signatures are forgotten.</summary>
    Unknown,
}
