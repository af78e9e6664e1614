using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;
using static EdgeActors.Upload.UploadProtocol;

namespace EdgeActors.Capture.Buffering;

/// <summary>The parts of the buffer, and what takes more than one of them.</summary>
internal sealed class BufferParts
{
    private readonly BufferContext _context;
    private readonly PushClock _clock;
    private readonly SpoolRemovals _removals;
    private readonly BatchForming _forming;
    private readonly BatchSealing _sealing;
    private readonly DoorKeeping _door;
    private bool _isReady;

    public BufferParts(BufferContext context, CaptureDoor door, IJournalUpkeep upkeep, Action hurry)
    {
        _context = context;
        _clock = new PushClock(() => context.Options.PushPeriod);
        _removals = new SpoolRemovals(context);
        Upkeep = new JournalUpkeep(context, upkeep);
        Delivery = new Delivery(context, _removals);
        Eviction eviction = new(context, _removals, Delivery.IsGiven);
        Intake = new Intake(context, _clock, eviction, _removals, () => Upkeep.UndeletedBytes);
        _forming = new BatchForming(context, _clock);
        _sealing = new BatchSealing(context, eviction, Delivery);
        _door = new DoorKeeping(context, door, Intake.View);
        Stop = new GracefulStop(context, hurry);
    }

    public Intake Intake { get; }

    public Delivery Delivery { get; }

    public JournalUpkeep Upkeep { get; }

    public GracefulStop Stop { get; }

    /// <summary>Looks what can be done; costs little when it is nothing.</summary>
    public void Pump()
    {
        if (!_isReady)
        {
            return;
        }

        _forming.Pump();
        _sealing.Pump();
        Delivery.Pump();
        Upkeep.Pump();
        Stop.Pump();
        _door.Pump();
        _context.ShowPending();
    }

    public void Settle(long batch)
    {
        if (Delivery.OnDelivered(batch))
        {
            _sealing.WhenIdle(batch, () => Delivery.Settle(batch, RemoveFiles));
        }
    }

    public void Refuse(long batch, string reason) => _sealing.WhenIdle(batch, () => Delivery.Refuse(batch, reason, RemoveFiles));

    public void SetAside(SetAside asked, Action<object> answer) => _sealing.WhenIdle(asked.Number, () => Delivery.SetAside(asked, answer));

    public void Lose(CapturesUnreadable asked, Action<object> answer) => _sealing.WhenIdle(asked.Number, () => Delivery.Lose(asked, answer, RemoveFiles));

    /// <summary>After the start: what the journal and the spool say becomes one. <paramref name="then"/> runs when that is written down, or cannot be.</summary>
    public void Reconcile(SpoolInventory inventory, Action then)
    {
        Reconciliation found = Reconciliation.Decide(_context.State, inventory);
        _context.SkipNumbers(
            inventory.Payloads.Concat(inventory.Batches.SelectMany(static batch => batch.Captures).Select(static capture => capture.Number)).Prepend(0).Max(),
            inventory.Batches.Select(static batch => batch.Number).Prepend(0).Max());
        foreach (string damaged in inventory.SetAside)
        {
            CaptureEvents.SpoolFileDamaged.Write(_context.Log, damaged);
        }

        if (found.Lost > 0)
        {
            CaptureEvents.CapturesMissing.Write(_context.Log, found.Lost);
        }

        foreach (UnfinishedFile file in found.Unfinished)
        {
            _sealing.Unfinished.Add(file.File, file.Captures);
        }

        foreach (long file in found.Unused)
        {
            _removals.Batch(file);
        }

        foreach (long capture in found.Unowned)
        {
            _removals.Capture(capture);
        }

        WriteDown(new Queue<ICaptureEvent>(found.Events), () =>
        {
            _clock.Restart(_context.State.Waiting.Count, _context.Monotonic);
            _isReady = true;
            then();
        });
    }

    // What cannot be written now is found again by the next start.
    private void WriteDown(Queue<ICaptureEvent> found, Action then)
    {
        if (!found.TryDequeue(out ICaptureEvent? next))
        {
            then();
            return;
        }

        _context.Events.Write(next, () => WriteDown(found, then), cause =>
        {
            _context.Troubles.Met("writing down what the start found", cause);
            WriteDown(found, then);
        });
    }

    private void RemoveFiles(PendingBatch batch) => Delivery.RemoveFiles(batch, _sealing.Unfinished);
}
