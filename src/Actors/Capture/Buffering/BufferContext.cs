using Akka.Actor;
using Akka.Event;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;
using EdgeActors.Records;

namespace EdgeActors.Capture.Buffering;

/// <summary>What the parts of the buffer share. Used on the actor's turn only.</summary>
internal sealed class BufferContext(CaptureSetting setting, IBufferHost host, ITimeProvider clock, ILoggingAdapter log)
{
    private long _nextCapture;
    private long _nextBatch;
    private long _ticket;

    public CaptureOptions Options { get; private set; } = setting.Life.Tuned(setting.Options);

    public ISpool Spool => setting.Spool;

    public Func<Exception, JournalFault> FaultOf => setting.FaultOf;

    public CaptureState State { get; set; } = new(setting.Life.Tuned(setting.Options).RememberedIds);

    public Reservations Reserved { get; } = new();

    public Troubles Troubles { get; } = new(log);

    public RetryHint Retry { get; private set; } = new(setting.Life.Tuned(setting.Options));

    public ILoggingAdapter Log => log;

    public DateTimeOffset Now => clock.Now;

    public TimeSpan Monotonic => clock.MonotonicClock;

    /// <summary>Why the sink takes nothing; null when it does, as far as known.</summary>
    public string? SinkReason { get; set; }

    /// <summary>The spool could not take the last batch.</summary>
    public bool SpoolBlocked { get; set; }

    public bool Stopping { get; set; }

    /// <summary>Works with other limits from now on, and so does the next life. One that is older than what holds has no effect.</summary>
    public BufferProtocol.Tuned Tune(BufferProtocol.Tune command)
    {
        if (setting.Life.Tune(command.Tuning, command.Generation))
        {
            Options = command.Tuning.ApplyTo(Options);
            Retry = new RetryHint(Options);
            State.Remember(Options.RememberedIds);
            Pump();
        }

        return BufferProtocol.Tuned.Instance;
    }

    /// <summary>Shows how many captures wait to whoever looks.</summary>
    public void ShowPending() => setting.Gauge.Pending = State.Pending;

    /// <summary>Begins with a snapshot.</summary>
    public void Offered(object snapshot)
    {
        if (snapshot is DamagedRecord damaged)
        {
            LeaveOut(damaged);
        }
        else
        {
            State = CaptureState.Recover((CaptureSnapshot)snapshot, [], Options.RememberedIds);
        }
    }

    /// <summary>Goes on without a record.</summary>
    public void LeaveOut(DamagedRecord damaged) => CaptureEvents.JournalRecordDamaged.Write(log, damaged.Manifest, damaged.Bytes);

    public long TakeCaptureNumber()
    {
        // Also above what an earlier life has begun to write: two writers of one file would be one too many.
        _nextCapture = Math.Max(Math.Max(State.NextCapture, _nextCapture + 1), setting.Life.HighestCapture + 1);
        setting.Life.HighestCapture = _nextCapture;
        return _nextCapture;
    }

    public long TakeBatchNumber() => _nextBatch = Math.Max(State.NextBatch, _nextBatch + 1);

    /// <summary>A number for nothing but to tell timers apart.</summary>
    public long TakeTicket() => ++_ticket;

    /// <summary>Numbers up to these are in use, whatever the journal says.</summary>
    public void SkipNumbers(long capture, long batch) => (_nextCapture, _nextBatch) = (Math.Max(_nextCapture, capture), Math.Max(_nextBatch, batch));

    /// <summary>Hands events to the journal.</summary>
    public EventWriting Events { get; } = new(host);

    /// <summary>Runs one of the continuations on the actor's turn when the spool is done.</summary>
    public void AfterSpool(Func<CancellationToken, Task> work, Action then, Action<Exception> failed) => host.AfterSpool(work, then, failed);

    /// <summary>Runs an action on the actor's turn after a while; the same key again replaces it.</summary>
    public void Later(string key, TimeSpan delay, Action action) => host.Later(key, delay, action);

    /// <summary>Looks at what can be done now that something has changed.</summary>
    public void Pump() => host.Pump();
}
