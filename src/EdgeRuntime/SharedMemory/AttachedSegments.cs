using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.SharedMemory;

/// <summary>A segment in this process's address space.</summary>
internal sealed class AttachedSegment(int segment, nint address)
{
    public int Segment { get; } = segment;

    public nint Address { get; } = address;

    /// <summary>Requests that read it now. Guarded by the owner's lock, as is all below.</summary>
    public int Readers { get; set; }

    public long IdleSince { get; set; }

    /// <summary>Set once it must not serve another request: detach when the last reader leaves.</summary>
    public bool IsDoomed { get; set; }
}

/// <summary>
/// The segments that are attached now, so that a client's next request need not pay for attaching. While a segment is attached
/// the kernel gives its identifier to no other, even after its removal: an entry found by identifier is the right one.
/// A segment with readers is never detached. Thread-safe.
/// </summary>
internal sealed partial class AttachedSegments : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, AttachedSegment> _segments = [];
    private readonly ISystemV _system;
    private readonly SharedMemoryOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<AttachedSegments> _log;
    private readonly ITimer? _sweeper;
    private int _idle;
    private bool _disposed;

    public AttachedSegments(ISystemV system, SharedMemoryOptions options, TimeProvider clock, ILogger<AttachedSegments> log)
    {
        (_system, _options, _clock, _log) = (system, options, clock, log);
        _sweeper = system.IsAvailable
            ? clock.CreateTimer(_ => Sweep(), null, options.SweepInterval, options.SweepInterval)
            : null;
    }

    /// <summary>Segments attached now, in use or idle.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _segments.Count;
            }
        }
    }

    /// <summary>Gives the segment one more reader, attaching it if it is not attached yet.</summary>
    /// <returns>0, or the error number.</returns>
    public int Enter(int segment, out AttachedSegment? attached)
    {
        lock (_lock)
        {
            if (!_segments.TryGetValue(segment, out attached))
            {
                int error = _system.Attach(segment, out nint address);
                if (error != 0)
                {
                    return error;
                }

                attached = new AttachedSegment(segment, address);
                _segments.Add(segment, attached);
                _idle++;
            }

            if (attached.Readers++ == 0)
            {
                _idle--;
            }

            return 0;
        }
    }

    /// <summary>Takes the reader away; with <paramref name="keep"/> false the segment does not wait for another.</summary>
    public void Leave(AttachedSegment attached, bool keep)
    {
        AttachedSegment? unwanted = null;
        lock (_lock)
        {
            attached.IsDoomed |= !keep || _disposed;
            if (--attached.Readers > 0)
            {
                return;
            }

            _idle++;
            attached.IdleSince = _clock.GetTimestamp();
            unwanted = attached.IsDoomed ? attached : _idle > _options.IdleSegments ? LongestIdle() : null;
            Forget(unwanted);
        }

        Detach(unwanted);
    }

    /// <summary>Detaches idle segments that timed out or whose owner has removed them.</summary>
    public void Sweep()
    {
        List<AttachedSegment> unwanted = [];
        lock (_lock)
        {
            foreach (AttachedSegment idle in _segments.Values.Where(entry => entry.Readers == 0))
            {
                bool gone = _system.Stat(idle.Segment, out SegmentStatus status) != 0 || status.IsRemoved;
                if (gone || _clock.GetElapsedTime(idle.IdleSince) >= _options.IdleTimeout)
                {
                    unwanted.Add(idle);
                }
            }

            unwanted.ForEach(Forget);
        }

        unwanted.ForEach(Detach);
    }

    /// <summary>Detaches what is idle; what is being read is detached by its last reader.</summary>
    public void Dispose()
    {
        _sweeper?.Dispose();
        AttachedSegment[] idle;
        lock (_lock)
        {
            _disposed = true;
            idle = [.. _segments.Values.Where(entry => entry.Readers == 0)];
            Array.ForEach(idle, Forget);
        }

        Array.ForEach(idle, Detach);
    }

    private AttachedSegment LongestIdle() => _segments.Values.Where(entry => entry.Readers == 0).MinBy(entry => entry.IdleSince)!;

    private void Forget(AttachedSegment? idle)
    {
        if (idle is not null)
        {
            _segments.Remove(idle.Segment);
            _idle--;
        }
    }

    // Outside the lock: tearing down a large mapping takes the kernel a while. It can fail only for an address where nothing is
    // attached any more, which nobody here could repair, and must not end the timer's thread or an engine's.
    private void Detach(AttachedSegment? segment)
    {
        if (segment is not null && _system.Detach(segment.Address) is int error && error != 0)
        {
            NotDetached(segment.Segment, error);
        }
    }

    [LoggerMessage(
        1300,
        LogLevel.Error,
        "Shared-memory segment {Segment} could not be detached (error {Error}): something else detached it")]
    [Advice("A fault of the agent or of a library in it: report it with the log at Debug. Predictions go on.")]
    private partial void NotDetached(int segment, int error);
}
