using System.Collections.Immutable;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;
using static EdgeActors.Upload.UploadProtocol;

namespace EdgeActors.Capture.Buffering;

/// <summary>Gives batches to the uploader in order, and writes down what became of them before their files go.</summary>
internal sealed class Delivery(BufferContext context, SpoolRemovals removals)
{
    private const string What = "writing down what was delivered";

    private readonly Dictionary<bool, (GiveBatch Asked, Action<object> Answer)> _demand = [];
    private readonly HashSet<long> _settling = [];
    private readonly HashSet<long> _changing = [];
    private readonly Dictionary<bool, HashSet<long>> _given = new() { [false] = [], [true] = [] };

    /// <summary>Whether the uploader has the batch.</summary>
    public bool IsGiven(long batch) => _given[false].Contains(batch) || _given[true].Contains(batch) || _settling.Contains(batch);

    /// <summary>Whether an event about the batch is being written: its content is not what it will be.</summary>
    public bool IsChanging(long batch) => _settling.Contains(batch) || _changing.Contains(batch);

    /// <summary>A new uploader starts: it has nothing.</summary>
    public void Restart()
    {
        _demand.Clear();
        _given[false].Clear();
        _given[true].Clear();
    }

    public void OnGive(GiveBatch asked, Action<object> answer)
    {
        if (asked.After == 0)
        {
            _given[asked.Suspects].Clear();
        }

        _demand.Remove(asked.Suspects);
        if (First(asked) is { } batch)
        {
            Give(batch, asked, answer);
            return;
        }

        answer(new NothingToUpload(asked.Suspects, asked.After));
        if (asked.Tell)
        {
            _demand[asked.Suspects] = (asked, answer);
        }
    }

    public void Pump()
    {
        foreach ((GiveBatch asked, Action<object> answer) in _demand.Count == 0 ? [] : _demand.Values.ToArray())
        {
            if (First(asked) is { } batch)
            {
                _demand.Remove(asked.Suspects);
                Give(batch, asked, answer);
            }
        }
    }

    /// <summary>The sink has it, so it is not given again. False when that is known already.</summary>
    public bool OnDelivered(long number) => context.State.Batch(number) is not null && _settling.Add(number);

    /// <summary>That the sink has it is written, then its files go.</summary>
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

        _settling.Add(number);
        CaptureEvents.CaptureGivenUp.Write(context.Log, batch.Refusals + 1, reason);
        End(number, static given => new CapturesFailed(given.Number, given.Keys), then);
    }

    /// <summary>Captures leave a batch as suspects; the uploader goes on with what is left.</summary>
    public void SetAside(SetAside asked, Action<object> answer)
    {
        ImmutableArray<SplitOffCapture> split = [.. asked.Captures.SelectMany(group => Split(asked.Number, group))];
        if (split.IsEmpty)
        {
            Revise(asked.Number, answer);
            return;
        }

        CaptureEvents.CapturesSetApart.Write(context.Log, split.Length, asked.Reason);
        Change(asked.Number, new CapturesSplitOff(asked.Number, split), () => Revise(asked.Number, answer));
    }

    /// <summary>Captures are lost; the uploader goes on with what is left.</summary>
    public void Lose(CapturesUnreadable asked, Action<object> answer, Action<PendingBatch> gone)
    {
        PendingBatch? batch = context.State.Batch(asked.Number);
        ImmutableArray<CaptureRef> lost = Refs(asked.Number, asked.Captures);
        if (batch is null || lost.IsEmpty)
        {
            Revise(asked.Number, answer);
            return;
        }

        CaptureEvents.CapturesUnreadable.Write(context.Log, lost.Length, asked.Reason);
        Change(asked.Number, new CapturesLost(asked.Number, lost), () =>
        {
            if (context.State.Batch(asked.Number) is null)
            {
                gone(batch);
            }

            Revise(asked.Number, answer);
        });
    }

    private IEnumerable<SplitOffCapture> Split(long number, ImmutableArray<long> group)
    {
        ImmutableArray<CaptureRef> captures = Refs(number, group);
        long batch = captures.IsEmpty ? 0 : context.TakeBatchNumber();
        return captures.Select(capture => new SplitOffCapture(capture, batch));
    }

    private void Revise(long number, Action<object> answer) =>
        answer(new BatchRevised(number, context.State.Batch(number) is { } rest ? ToUpload(rest, 0) : null));

    private ImmutableArray<CaptureRef> Refs(long number, ImmutableArray<long> captures)
    {
        HashSet<long> wanted = [.. captures];
        return context.State.Batch(number) is { } batch
            ? [.. batch.Captures.Select(static capture => capture.Ref).Where(capture => wanted.Contains(capture.Number))]
            : [];
    }

    private void End(long number, Func<PendingBatch, ICaptureEvent> ending, Action<PendingBatch> then)
    {
        if (context.State.Batch(number) is not { } batch)
        {
            _settling.Remove(number);
            return;
        }

        Write(ending(batch), () =>
        {
            _settling.Remove(number);
            then(batch);
        });
    }

    private void Change(long number, ICaptureEvent happened, Action then)
    {
        _changing.Add(number);
        Write(happened, () =>
        {
            _changing.Remove(number);
            then();
        });
    }

    // What has happened has happened: it is tried until it is written.
    private void Write(ICaptureEvent happened, Action then) => context.Events.Write(
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

    private void Give(PendingBatch batch, GiveBatch asked, Action<object> answer)
    {
        _given[asked.Suspects].Add(batch.Number);
        answer(ToUpload(batch, asked.After));
    }

    private static BatchToUpload ToUpload(PendingBatch batch, long after) => new(
        batch.Number,
        batch.Suspect,
        after,
        batch.File,
        [.. batch.Captures.Select(static capture => capture.Ref.Number)],
        batch.IsSealed ? null : batch.ToBatch());

    /// <summary>Removes what a finished batch has left in the spool.</summary>
    public void RemoveFiles(PendingBatch batch, UnfinishedFiles unfinished)
    {
        if (batch.IsSealed && context.State.UsersOf(batch.File) == 0)
        {
            removals.Batch(batch.File);
        }

        foreach (PendingCapture capture in batch.Captures.Where(static capture => capture.Data is { } data && JournalShare.IsSpooled(data)))
        {
            removals.Capture(capture.Ref.Number);
        }

        foreach (long file in unfinished.Done([.. batch.Captures.Select(static capture => capture.Ref.Number)]))
        {
            removals.Batch(file);
        }
    }
}
