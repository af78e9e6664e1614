using EdgeActors.Heartbeats.Journal;

namespace EdgeActors.Heartbeats.Beating;

/// <summary>
/// Writes waiting heartbeats down, with <c>DbEnable</c>: not while the fleet takes them, and no more often than every
/// <see cref="HeartbeatOptions.WritePeriod"/> while it does not, so that a device offline for months spares its flash. At a stop at once.
/// </summary>
internal sealed class HeartbeatKeeping(HeartbeatContext context)
{
    private const string Timer = "write";

    private bool _isDue;
    private bool _isWriting;

    /// <summary>Something has changed that may have to be written.</summary>
    public void Changed()
    {
        if (context.Options.Durable && !_isDue && context.Outbox.Unwritten() is not null)
        {
            _isDue = true;
            context.Later(Timer, context.Options.WritePeriod, OnDue);
        }
    }

    /// <summary>The journal did not take a write; it is tried again in its time.</summary>
    public void Rejected()
    {
        _isWriting = false;
        Changed();
    }

    /// <summary>Writes what there is, then goes on.</summary>
    public void Flush(Action then)
    {
        context.Never(Timer);
        if (context.Options.Durable && context.Outbox.Unwritten() is { } unwritten)
        {
            Write(unwritten, then);
        }
        else
        {
            then();
        }
    }

    private void OnDue()
    {
        _isDue = false;
        // One at a time: what a write takes back is known when the one before it is stored.
        if (!_isWriting && (context.IsHeldUp || context.Outbox.HasStale) && context.Outbox.Unwritten() is { } unwritten)
        {
            Write(unwritten, static () => { });
        }
        else
        {
            Changed();
        }
    }

    private void Write(OutboxWritten unwritten, Action then)
    {
        _isWriting = true;
        context.Keep(unwritten, () =>
        {
            _isWriting = false;
            context.Outbox.Written(unwritten);
            then();
            Changed();
        });
    }
}
