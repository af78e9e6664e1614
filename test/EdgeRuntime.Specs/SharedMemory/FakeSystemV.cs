using EdgeActors.SharedMemory;

namespace EdgeActors.Specs.SharedMemory;

/// <summary>Segments that exist on paper only, with a switch for every way the kernel can refuse.</summary>
internal sealed class FakeSystemV : ISystemV
{
    public Dictionary<int, SegmentStatus> Segments { get; } = [];

    /// <summary>The status of every segment that is not in <see cref="Segments"/>; null when there are no others.</summary>
    public SegmentStatus? AnySegment { get; init; }

    /// <summary>Where all segments are attached, if anyone is to read them; otherwise they have addresses without memory.</summary>
    public nint Memory { get; init; }

    public int StatError { get; set; }

    public int AttachError { get; set; }

    public int Attaches { get; private set; }

    public List<nint> Attached { get; } = [];

    public bool IsAvailable { get; init; } = true;

    public uint EffectiveUser => 1234;

    public static nint AddressOf(int segment) => (nint)(segment + 1L) * 4096;

    public int Stat(int segment, out SegmentStatus status)
    {
        bool known = Segments.TryGetValue(segment, out status);
        status = known ? status : AnySegment.GetValueOrDefault();
        return StatError != 0 ? StatError
            : known || AnySegment is not null ? 0 : Errno.Invalid;
    }

    public int Attach(int segment, out nint address)
    {
        address = Memory != 0 ? Memory : AddressOf(segment);
        int error = AttachError != 0 ? AttachError : Segments.ContainsKey(segment) || AnySegment is not null ? 0 : Errno.Invalid;
        if (error == 0)
        {
            lock (Attached)
            {
                Attaches++;
                Attached.Add(address);
            }
        }

        return error;
    }

    public int Detach(nint address)
    {
        lock (Attached)
        {
            return Attached.Remove(address) ? 0 : Errno.Invalid;
        }
    }
}
