using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;
using static EdgeActors.Upload.UploadProtocol;

namespace EdgeActors.Capture.Buffering;

/// <summary>Gives batches to the uploader in order, and writes down what became of them before their files go.</summary>
internal sealed class Delivery(BufferContext context, SpoolRemovals removals)
{
    private const string What = "writing down what was delivered";

    private readonly Dictionary<bool, (GiveBatch Asked, IActorRef By)> _demand = [];
    private readonly HashSet<long> _settling = [];
    private readonly Dictionary<bool, HashSet<long>> _given = new() { [false] = [], [true] = [] };

    /// <summary>Whether the uploader has the batch.</summary>
    public bool IsGiven(long batch) => _given[false].Contains(batch) || _given[true].Contains(batch) || _settling.Contains(batch);

    /// <summary>A new uploader starts: it has nothing.</summary>
    public void Restart()
    {
        _demand.Clear();
        _given[false].Clear();
        _given[true].Clear();
    }

    public void OnGive(GiveBatch asked, IActorRef by)
    {
        if (asked.After == 0)
        {
            _given[asked.Suspects].Clear();
        }

        _demand.Remove(asked.Suspects);
        if (First(asked) is { } batch)
        {
            Give(batch, asked, by);
            return;
        }

        by.Tell(new NothingToUpload(asked.Suspects, asked.After));
        if (asked.Tell)
        {
            _demand[asked.Suspects] = (asked, by);
        }
    }

    public void Pump()
    {
        foreach ((GiveBatch asked, IActorRef by) in _demand.Count == 0 ? [] : _demand.Values.ToArray())
        {
            if (First(asked) is { } batch)
            {
                _demand.Remove(asked.Suspects);
                Give(batch, asked, by);
            }
        }
    }

    /// <summary>The sink has it: then this is written, then its files go.</summary>
    public void Settle(long number, Action<PendingBatch> then) =>
        End(number, static batch => new BatchStored(batch.Number, batch.Keys), then);

    /// <summary>Refused once more; the last time it is given up.</summary>
    public void Refuse(long number, string reason, Action<PendingBatch> then)
    {
        if (context.State.Batch(number) is not { } batch)
        {
            return;
        }

        if (batch.Refusals + 1 < context.Options.MaxRefusals)
        {
            Write(new SuspectRefused(number), static () => { });
            return;
        }

        context.Log.Warning("The sink refused a capture {0} times while it took others; it is given up: {1}", batch.Refusals + 1, reason);
        End(number, static given => new CapturesFailed(given.Number, given.Keys), then);
    }

    /// <summary>Captures leave a batch as suspects; the uploader goes on with what is left.</summary>
    public void SetAside(SetAside asked, IActorRef by)
    {
        ImmutableArray<SplitOffCapture> split =
            [.. Refs(asked.Number, asked.Captures).Select(capture => new SplitOffCapture(capture, context.TakeBatchNumber()))];
        if (split.IsEmpty)
        {
            Revise(asked.Number, by);
            return;
        }

        context.Log.Warning("The sink refuses {0} captures while it takes others; they are tried again one by one: {1}", split.Length, asked.Reason);
        Write(new CapturesSplitOff(asked.Number, split), () => Revise(asked.Number, by));
    }

    /// <summary>Captures are lost; the uploader goes on with what is left.</summary>
    public void Lose(CapturesUnreadable asked, IActorRef by, Action<PendingBatch> gone)
    {
        PendingBatch? batch = context.State.Batch(asked.Number);
        ImmutableArray<CaptureRef> lost = Refs(asked.Number, asked.Captures);
        if (batch is null || lost.IsEmpty)
        {
            Revise(asked.Number, by);
            return;
        }

        context.Log.Error("{0} accepted captures cannot be read from the spool and are lost: {1}", lost.Length, asked.Reason);
        Write(new CapturesLost(asked.Number, lost), () =>
        {
            if (context.State.Batch(asked.Number) is null)
            {
                gone(batch);
            }

            Revise(asked.Number, by);
        });
    }

    private void Revise(long number, IActorRef by) =>
        by.Tell(new BatchRevised(number, context.State.Batch(number) is { } rest ? ToUpload(rest, 0) : null));

    private ImmutableArray<CaptureRef> Refs(long number, ImmutableArray<long> captures)
    {
        HashSet<long> wanted = [.. captures];
        return context.State.Batch(number) is { } batch
            ? [.. batch.Captures.Select(static capture => capture.Ref).Where(capture => wanted.Contains(capture.Number))]
            : [];
    }

    private void End(long number, Func<PendingBatch, ICaptureEvent> ending, Action<PendingBatch> then)
    {
        if (context.State.Batch(number) is not { } batch || !_settling.Add(number))
        {
            return;
        }

        Write(ending(batch), () =>
        {
            _settling.Remove(number);
            then(batch);
        });
    }

    // What has happened has happened: it is tried until it is written.
    private void Write(ICaptureEvent happened, Action then) => context.Persist(
        happened,
        () =>
        {
            context.Troubles.Over(What);
            then();
        },
        cause =>
        {
            context.Troubles.Met(What, cause);
            context.Later("write-" + context.TakeTicket(), context.Options.RetryPeriod, () => Write(happened, then));
        });

    private PendingBatch? First(GiveBatch asked)
    {
        PendingBatch? batch = context.State.Next(asked.Suspects, asked.After);
        while (batch is not null && _settling.Contains(batch.Number))
        {
            batch = context.State.Next(asked.Suspects, batch.Number);
        }

        return batch;
    }

    private void Give(PendingBatch batch, GiveBatch asked, IActorRef by)
    {
        _given[asked.Suspects].Add(batch.Number);
        by.Tell(ToUpload(batch, asked.After));
    }

    private static BatchToUpload ToUpload(PendingBatch batch, long after) => new(
        batch.Number,
        batch.Suspect,
        after,
        batch.File,
        [.. batch.Captures.Select(static capture => capture.Ref.Number)],
        batch.IsSealed ? null : batch.ToBatch());

    /// <summary>Removes what a finished batch has left in the spool.</summary>
    public void RemoveFiles(PendingBatch batch, HashSet<long> unfinished)
    {
        if (batch.IsSealed && context.State.UsersOf(batch.File) == 0)
        {
            removals.Batch(batch.File);
        }

        if (batch.IsSealed)
        {
            return;
        }

        foreach (PendingCapture capture in batch.Captures.Where(static capture => JournalShare.IsSpooled(capture.Data!)))
        {
            removals.Capture(capture.Ref.Number);
        }

        if (unfinished.Remove(batch.Number))
        {
            removals.Batch(batch.Number);
        }
    }
}
