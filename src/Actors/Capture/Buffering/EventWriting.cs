using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Buffering;

/// <summary>An event on its way to the journal.</summary>
/// <param name="Event">What has happened.</param>
/// <param name="Then">Runs when it is written and applied.</param>
/// <param name="Undo">Runs when the journal rejects it.</param>
internal readonly record struct EventWrite(ICaptureEvent Event, Action Then, Action<Exception> Undo);

/// <summary>
/// Hands events to the journal in the order in which they were decided. While captures are being written, or clients that were answered just now are
/// waited for, events go with the next captures: a transaction of their own would have all of those wait for its end.
/// </summary>
internal sealed class EventWriting(IBufferHost host)
{
    private readonly Queue<EventWrite[]> _held = [];
    private bool _isGroupDue;

    /// <summary>Writes an event, now or with the captures that are due.</summary>
    public void Write(ICaptureEvent happened, Action then, Action<Exception> undo) => Write(new EventWrite(happened, then, undo));

    /// <summary>Writes events, all or none, now or with the captures that are due.</summary>
    public void Write(params EventWrite[] together)
    {
        _held.Enqueue(together);
        if (!_isGroupDue)
        {
            Release();
        }
    }

    /// <summary>Writes captures, and before them what was held back. What comes next is held back until the next group or <see cref="NoGroup"/>.</summary>
    public void WriteGroup(EventWrite group)
    {
        Release();
        _isGroupDue = true;
        host.Persist([group]);
    }

    /// <summary>No captures are being written or waited for.</summary>
    public void NoGroup()
    {
        _isGroupDue = false;
        Release();
    }

    private void Release()
    {
        while (_held.TryDequeue(out EventWrite[]? together))
        {
            host.Persist(together);
        }
    }
}
