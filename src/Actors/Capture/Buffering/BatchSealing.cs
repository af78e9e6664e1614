using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;

namespace EdgeActors.Capture.Buffering;

/// <summary>
/// Moves batches from the journal to the spool when the buffer has no room for another batch, when they take more than half of what may wait in
/// the journal, or while the sink takes nothing: the file is durable before the event says so.
/// </summary>
/// <param name="context">The buffer.</param>
/// <param name="eviction">Makes room.</param>
/// <param name="delivery">Says which batches are in the uploader's hands: sealed only when nothing else helps.</param>
internal sealed class BatchSealing(BufferContext context, Eviction eviction, Delivery delivery)
{
    private const string What = "moving batches to the spool";

    private readonly Dictionary<long, Job> _jobs = [];

    /// <summary>Files that were written and whose event was not, or not yet: they go with their batch.</summary>
    public UnfinishedFiles Unfinished { get; } = new();

    private CaptureOptions Options => context.Options;

    private int Places => context.State.InJournal + context.Reserved.Count - _jobs.Values.Sum(static job => job.Captures);

    private long Bytes => context.State.JournalBytes - _jobs.Values.Sum(static job => job.Bytes);

    public void Pump()
    {
        if (!context.Spool.CanSeal || context.Stopping)
        {
            return;
        }

        while (!context.SpoolBlocked && _jobs.Count < Options.ParallelSeals && IsNeeded && Candidate() is { } batch)
        {
            _jobs.Add(batch.Number, new Job(batch.Captures.Length, batch.Captures.Sum(static capture => capture.Data!.JournalBytes)));
            Seal(batch);
        }
    }

    /// <summary>Runs an action that changes a batch: at once, or when its file is written.</summary>
    public void WhenIdle(long batch, Action action)
    {
        if (_jobs.TryGetValue(batch, out Job? job))
        {
            job.Then += action;
        }
        else
        {
            action();
        }
    }

    private bool IsNeeded =>
        context.SinkReason is not null || Places + Options.BatchSize > Options.BufferSize || Bytes > Options.MaxJournalBytesWaiting / 2;

    private bool IsUrgent => context.SinkReason is not null || Places >= Options.BufferSize || Bytes > Options.MaxJournalBytesWaiting * 3L / 4;

    private PendingBatch? Candidate()
    {
        long busy = 0;
        foreach (long number in context.State.UnsealedBatches)
        {
            if (_jobs.ContainsKey(number) || delivery.IsChanging(number))
            {
                continue;
            }

            if (!delivery.IsGiven(number))
            {
                return context.State.Batch(number);
            }

            busy = busy == 0 ? number : busy;
        }

        return busy != 0 && IsUrgent ? context.State.Batch(busy) : null;
    }

    private void Seal(PendingBatch batch)
    {
        CaptureBatch content = batch.ToBatch();
        context.AfterSpool(life => context.Spool.SealAsync(content, life), () => OnWritten(batch), cause => OnNotWritten(batch, cause));
    }

    private void OnWritten(PendingBatch batch)
    {
        Unfinished.Add(batch.Number, batch.Captures.Select(static capture => capture.Ref.Number));
        if (_jobs[batch.Number].Then is not null)
        {
            // It is delivered or divided meanwhile: the file says the wrong thing already.
            End(batch.Number);
            return;
        }

        context.Events.Write(new BatchSealed(batch.Number), () => OnSealed(batch.Number), cause => OnFailed(batch.Number, cause));
    }

    private void OnSealed(long batch)
    {
        context.Troubles.Over(What);
        Unfinished.Remove(batch);
        End(batch);
    }

    private void OnNotWritten(PendingBatch batch, Exception cause)
    {
        if (cause is SpoolException { Fault: SpoolFault.OverBudget } && Options.SpoolPolicy == SpoolPolicy.DropOldest)
        {
            eviction.MakeRoom(() => Seal(batch), () => OnFailed(batch.Number, cause));
        }
        else
        {
            OnFailed(batch.Number, cause);
        }
    }

    private void OnFailed(long batch, Exception cause)
    {
        context.Troubles.Met(What, cause);
        context.SpoolBlocked = true;
        context.Later("seal", Options.RetryPeriod, () =>
        {
            context.SpoolBlocked = false;
            context.Pump();
        });
        End(batch);
    }

    private void End(long batch)
    {
        _jobs.Remove(batch, out Job? job);
        job?.Then?.Invoke();
        context.Pump();
    }

    private sealed class Job(int captures, long bytes)
    {
        public int Captures => captures;

        public long Bytes => bytes;

        public Action? Then { get; set; }
    }
}
