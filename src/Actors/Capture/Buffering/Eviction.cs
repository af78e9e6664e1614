using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;

namespace EdgeActors.Capture.Buffering;

/// <summary>Makes room in the spool at the cost of the oldest sealed batch, when the policy says so.</summary>
/// <param name="context">The buffer.</param>
/// <param name="removals">Removes the evicted files.</param>
/// <param name="isBusy">Whether a batch is in the uploader's hands.</param>
internal sealed class Eviction(BufferContext context, SpoolRemovals removals, Func<long, bool> isBusy)
{
    private readonly List<(Action Again, Action Never)> _waiting = [];

    /// <summary>Runs <paramref name="again"/> when a batch has made room, or <paramref name="never"/> when there is none to evict.</summary>
    public void MakeRoom(Action again, Action never)
    {
        _waiting.Add((again, never));
        if (_waiting.Count > 1)
        {
            return;
        }

        if (context.Options.SpoolPolicy == SpoolPolicy.DropOldest && Oldest() is { } oldest)
        {
            context.Events.Write(new BatchEvicted(oldest.Number, oldest.Keys), () => OnEvicted(oldest), _ => End(static waiting => waiting.Never));
        }
        else
        {
            End(static waiting => waiting.Never);
        }
    }

    private PendingBatch? Oldest() => context.State.Batches
        .FirstOrDefault(batch => batch.IsSealed && context.State.UsersOf(batch.File) == 1 && !isBusy(batch.Number));

    private void OnEvicted(PendingBatch evicted)
    {
        if (context.State.Books.Evicted == evicted.Captures.Length)
        {
            CaptureEvents.CapturesEvicted.Write(context.Log);
        }

        removals.Batch(evicted.File, () => End(static waiting => waiting.Again));
    }

    private void End(Func<(Action Again, Action Never), Action> choose)
    {
        (Action, Action)[] waiting = [.. _waiting];
        _waiting.Clear();
        foreach ((Action, Action) one in waiting)
        {
            choose(one)();
        }
    }
}
