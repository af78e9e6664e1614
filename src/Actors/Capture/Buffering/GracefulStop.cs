
namespace EdgeActors.Capture.Buffering;

/// <summary>
/// The end of a buffer: no new captures, and what is there is delivered while there is time. Without durability that is the last chance, so it is
/// tried to the end; with it a sink that takes nothing is not waited for.
/// </summary>
internal sealed class GracefulStop(BufferContext context, Action hurry)
{
    private readonly List<Action<object>> _asking = [];
    private BufferProtocol.Stopped? _outcome;

    public void Begin(BufferProtocol.Stop command, Action<object> asking)
    {
        if (_outcome is not null)
        {
            asking(_outcome);
            return;
        }

        _asking.Add(asking);
        if (!context.Stopping)
        {
            context.Stopping = true;
            context.Later("stop", command.Within, Answer);
            hurry();
            context.Pump();
        }
    }

    public void Pump()
    {
        if (context.Stopping && _outcome is null && context.Reserved.Count == 0 && IsDone())
        {
            Answer();
        }
    }

    // A backlog in the spool is not waited for either: it has its own time, and what is behind it as well.
    private bool IsDone() => context.State.Pending == 0 || (context.Options.Durable
        && (context.SinkReason is not null || context.State.Sealed > 0 || context.State.InJournal == 0));

    private void Answer()
    {
        if (_outcome is not null)
        {
            return;
        }

        long pending = context.State.Pending;
        _outcome = context.Options.Durable ? new BufferProtocol.Stopped(pending, 0) : new BufferProtocol.Stopped(0, pending);
        if (_outcome.Lost > 0)
        {
            CaptureEvents.CapturesLostAtStop.Write(context.Log, _outcome.Lost);
        }

        foreach (Action<object> asking in _asking)
        {
            asking(_outcome);
        }
    }
}
