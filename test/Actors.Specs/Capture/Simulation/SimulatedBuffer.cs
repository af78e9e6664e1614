using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using EdgeActors.Capture;
using EdgeActors.Capture.Buffering;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;
using static EdgeActors.Upload.UploadProtocol;

namespace EdgeActors.Specs.Capture.Simulation;

/// <summary>
/// One life of buffer and uploader without their actors: the same parts, driven step by step by one thread, so that every order of events can be
/// tried and a failing one replays. What is not in the <see cref="SimulatedWorld"/> dies with it.
/// </summary>
internal sealed class SimulatedBuffer : IBufferHost, IJournalUpkeep, ITimeProvider
{
    private readonly SimulatedWorld _world;
    private readonly bool _answersEarly;
    private readonly BufferContext _context;
    private readonly BufferParts _parts;
    private readonly SimulatedUploader _uploader;
    private readonly Queue<Action> _inbox = [];
    private readonly Queue<IReadOnlyList<EventWrite>> _writes = [];
    private readonly Queue<(Func<CancellationToken, Task> Work, Action Then, Action<Exception> Failed)> _spoolWork = [];
    private readonly Queue<Action> _upkeep = [];
    private readonly Dictionary<string, (TimeSpan Due, Action Action)> _timers = [];
    private long _tunings;

    public SimulatedBuffer(SimulatedWorld world, CaptureOptions options, bool answersEarly)
    {
        (_world, _answersEarly) = (world, answersEarly);
        CaptureSetting setting = new(options, world.Spool, Props.Empty);
        _context = new BufferContext(setting, this, this, NoLogger.Instance);
        _parts = new BufferParts(_context, setting.Door, this, static () => { });
        _uploader = new SimulatedUploader(world, message => _inbox.Enqueue(() => ToBuffer(message)), Later);
        _context.State = CaptureState.Recover(world.Snapshot?.Snapshot, [], options.RememberedIds);
        foreach ((long sequence, ICaptureEvent happened) in world.Journal.Where(one => one.Sequence > (world.Snapshot?.Sequence ?? 0)))
        {
            _context.State.Apply(happened);
            _parts.Upkeep.Count(happened);
        }

        bool isReady = false;
        _parts.Reconcile(world.Spool.InventoryAsync(default).GetAwaiter().GetResult(), () => isReady = true);
        while (!isReady)
        {
            Writeback();
        }

        _uploader.Start();
        Pump();
        Settle();
    }

    public CaptureState State => _context.State;

    public DateTimeOffset Now => DateTimeOffset.UnixEpoch + _world.Clock;

    public TimeSpan MonotonicClock => _world.Clock;

    public TimeSpan HighResMonotonicClock => _world.Clock;

    /// <summary>Whether something is under way.</summary>
    public bool IsBusy => _writes.Count + _spoolWork.Count + _upkeep.Count + _uploader.Puts > 0;

    public void Capture(string id, int bytes)
    {
        if (_answersEarly && !State.Knows(CaptureKey.Of(id)))
        {
            _world.Acknowledged.Add(id);
        }

        CaptureDraft draft = new(id, "m", "m", "1", null, [new CaptureDraftItem(CaptureItemKind.InputTensor, "x", "t", false, new byte[bytes])]);
        _parts.Intake.Accept(draft, CaptureKey.Of(draft.CaptureId), reply =>
        {
            if (reply is CaptureProtocol.CaptureAccepted && !_answersEarly)
            {
                _world.Acknowledged.Add(id);
            }
        });
        Settle();
    }

    /// <summary>Other limits hold from now on.</summary>
    public void Tune(CaptureTuning tuning)
    {
        _context.Tune(new BufferProtocol.Tune(tuning, ++_tunings));
        Settle();
    }

    /// <summary>The journal stores what it was given, or rejects it.</summary>
    public void Writeback()
    {
        for (int i = _writes.Count; i > 0; i--)
        {
            foreach ((ICaptureEvent happened, Action then, Action<Exception> undo) in _writes.Dequeue())
            {
                if (_world.JournalRejects)
                {
                    _world.Skip();
                    undo(new IOException("rejected"));
                }
                else
                {
                    _world.Append(happened);
                    State.Apply(happened);
                    _parts.Upkeep.Count(happened);
                    then();
                }

                Pump();
            }
        }

        for (int i = _upkeep.Count; i > 0; i--)
        {
            _upkeep.Dequeue()();
        }

        Settle();
    }

    public void SpoolStep()
    {
        for (int i = _spoolWork.Count; i > 0; i--)
        {
            (Func<CancellationToken, Task> work, Action then, Action<Exception> failed) = _spoolWork.Dequeue();
            Task done = work(default);
            if (done.IsFaulted)
            {
                failed(done.Exception.InnerException!);
            }
            else
            {
                then();
            }
        }

        Settle();
    }

    public void SinkStep()
    {
        _uploader.SinkStep();
        Settle();
    }

    public void Advance(TimeSpan by)
    {
        TimeSpan until = _world.Clock + by;
        while (_timers.Where(timer => timer.Value.Due <= until).OrderBy(static timer => timer.Value.Due).Select(static timer => timer.Key).FirstOrDefault() is { } key)
        {
            _timers.Remove(key, out (TimeSpan Due, Action Action) timer);
            _world.Clock = timer.Due > _world.Clock ? timer.Due : _world.Clock;
            timer.Action();
            Settle();
        }

        _world.Clock = until;
    }

    /// <summary>The process dies: some of what was under way has reached the disk, and nobody was told.</summary>
    public void Crash(int stored)
    {
        foreach (EventWrite one in _writes.Take(stored).SelectMany(static together => together))
        {
            _world.Append(one.Event);
        }

        foreach ((Func<CancellationToken, Task> work, _, _) in _spoolWork.Take(stored))
        {
            _ = work(default).Exception;
        }

        _uploader.Crash(stored);
    }

    public void Persist(IReadOnlyList<EventWrite> together) => _writes.Enqueue(together);

    public void AfterSpool(Func<CancellationToken, Task> work, Action then, Action<Exception> failed) => _spoolWork.Enqueue((work, then, failed));

    public void Later(string key, TimeSpan delay, Action action) => _timers[key] = (_world.Clock + delay, action);

    public void Pump() => _parts.Pump();

    public void SaveSnapshot(object snapshot)
    {
        long sequence = _world.Sequence;
        _upkeep.Enqueue(() =>
        {
            _world.Save((CaptureSnapshot)snapshot, sequence);
            _parts.Upkeep.OnSaved(new SaveSnapshotSuccess(new SnapshotMetadata("x", sequence, default)));
        });
    }

    public void DeleteMessages(long toSequenceNr) => _upkeep.Enqueue(() =>
    {
        _world.Delete(toSequenceNr);
        _parts.Upkeep.OnDeleted();
    });

    public void DeleteSnapshots(SnapshotSelectionCriteria criteria)
    {
    }

    private void Settle()
    {
        while (_inbox.TryDequeue(out Action? next))
        {
            next();
        }
    }

    private void ToBuffer(object message)
    {
        switch (message)
        {
            case GiveBatch asked:
                _parts.Delivery.OnGive(asked, Answer);
                break;
            case BatchDelivered done:
                _parts.Settle(done.Number);
                break;
            case BatchRefused refused:
                _parts.Refuse(refused.Number, refused.Reason);
                break;
            case SetAside asked:
                _parts.SetAside(asked, Answer);
                break;
            case CapturesUnreadable asked:
                _parts.Lose(asked, Answer);
                break;
            case SinkChanged change:
                _context.SinkReason = change.Available ? null : change.Reason;
                Pump();
                break;
            default:
                throw new InvalidOperationException($"{message} is not for the buffer");
        }
    }

    private void Answer(object reply) => _inbox.Enqueue(() => _uploader.Hear(reply));
}
