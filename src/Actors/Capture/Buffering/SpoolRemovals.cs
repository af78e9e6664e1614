namespace EdgeActors.Capture.Buffering;

/// <summary>Removes what nobody needs from the spool, one after the other, until it is gone. What is left at a stop is removed at the next start.</summary>
internal sealed class SpoolRemovals(BufferContext context)
{
    private const string What = "removing delivered data from the spool";

    private readonly Queue<Removal> _queue = [];
    private bool _running;

    public void Batch(long number, Action? then = null) => Add(new Removal(number, IsBatch: true, then));

    public void Capture(long number) => Add(new Removal(number, IsBatch: false, null));

    private void Add(Removal removal)
    {
        _queue.Enqueue(removal);
        if (!_running)
        {
            Next();
        }
    }

    private void Next()
    {
        _running = _queue.TryPeek(out Removal? removal);
        if (removal is not null)
        {
            context.AfterSpool(
                life => removal.IsBatch ? context.Spool.RemoveBatchAsync(removal.Number, life) : context.Spool.RemoveAsync(removal.Number, life),
                OnRemoved,
                OnNotRemoved);
        }
    }

    private void OnRemoved()
    {
        context.Troubles.Over(What);
        Removal removed = _queue.Dequeue();
        context.SpoolBlocked = false;
        Next();
        removed.Then?.Invoke();
        context.Pump();
    }

    private void OnNotRemoved(Exception cause)
    {
        context.Troubles.Met(What, cause);
        context.Later("remove", context.Options.RetryPeriod, Next);
    }

    private sealed record Removal(long Number, bool IsBatch, Action? Then);
}
