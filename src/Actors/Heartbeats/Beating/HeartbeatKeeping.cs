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

    /// <summary>Something has changed that may have to be written.</summary>
    public void Changed()
    {
        if (context.Options.Durable && !_isDue && context.Outbox.Unwritten() is not null)
        {
            _isDue = true;
            context.Later(Timer, context.Options.WritePeriod, OnDue);
        }
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
        if ((context.IsHeldUp || context.Outbox.HasStale) && context.Outbox.Unwritten() is { } unwritten)
        {
            Write(unwritten, static () => { });
        }
        else
        {
            Changed();
        }
    }

    private void Write(OutboxWritten unwritten, Action then) => context.Keep(unwritten, () =>
    {
        context.Outbox.Written(unwritten);
        then();
        Changed();
    });
}
