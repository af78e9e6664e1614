using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using EdgeActors.Heartbeats.Beating;
using EdgeActors.Heartbeats.Journal;
using EdgeActors.Heartbeats.Outgoing;
using EdgeActors.Records;
using EdgeActors.Seats;
using EdgeActors.Wording;
using static EdgeActors.Heartbeats.HeartbeatProtocol;

namespace EdgeActors.Heartbeats;

/// <summary>
/// Tells the fleet of the device: makes a heartbeat every period, sends them in order, keeps what the fleet has not taken, and knows what the fleet has
/// said about the device.
/// <code>
/// (recovery) -> Beating    what waited is known again; the first heartbeat comes within a jittered moment
/// Beating    -> Beating    Stop: no new ones; what waits is sent while there is time, the rest written down, then it is answered
/// any        -> stopped    the journal failed; the supervisor starts it again after a pause
/// </code>
/// All pauses follow the monotonic clock.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "disposed in PostStop, which ends every life of the actor")]
internal sealed class HeartbeatActor : ReceivePersistentActor, IHeartbeatHost, IWithTimers
{
    // Of the time for a stop; the rest is for writing down what is left.
    private const double SendingShare = 0.7;

    private readonly HeartbeatSetting _setting;
    private readonly CancellationTokenSource _life = new();
    private readonly CancellationToken _token;
    private readonly HeartbeatContext _context;
    private readonly HeartbeatMaking _making;
    private readonly HeartbeatSending _sending;
    private readonly HeartbeatKeeping _keeping;
    private readonly RegistrationAsking _asking;
    private readonly SnapshotUpkeep _upkeep;
    private readonly List<IActorRef> _stoppers = [];
    private bool _isFinishing;

    public HeartbeatActor(HeartbeatSetting setting)
    {
        (_setting, _token) = (setting, _life.Token);
        _context = new HeartbeatContext(setting, this, Context.System.Scheduler, Context.GetLogger());
        _keeping = new HeartbeatKeeping(_context);
        _sending = new HeartbeatSending(_context, OnChanged);
        _making = new HeartbeatMaking(_context, OnChanged);
        _sending.Make = _making.Make;
        _asking = new RegistrationAsking(_context, OnChanged);
        SnapshotRule rule = new("heartbeats", setting.Options.SnapshotEvents, setting.Options.KeptBytes);
        _upkeep = new SnapshotUpkeep(rule, () => SaveSnapshot(_context.State), DeleteMessages, DeleteSnapshots, SayUpkeepFailed);
        Recover<SnapshotOffer>(OnOffered);
        Recover<DamagedRecord>(OnDamaged);
        Recover<IHeartbeatEvent>(OnRecovered);
        Recover<RecoveryCompleted>(_ => OnRecoveryCompleted());
        Command<GoOn>(static next => next.Action());
        Command<ReportDeployment>(OnReport);
        Command<Tune>(OnTune);
        Command<SeatProtocol.Stop>(OnStop);
        Command<SaveSnapshotSuccess>(_upkeep.OnSaved);
        Command<SaveSnapshotFailure>(_upkeep.OnNotSaved);
        Command<DeleteMessagesSuccess>(_ => _upkeep.OnDeleted());
        Command<DeleteMessagesFailure>(failure => _upkeep.OnNotDeleted(failure.Cause));
        Command<DeleteSnapshotsSuccess>(static _ => { });
        Command<DeleteSnapshotsFailure>(failure => _upkeep.OnNotDeleted(failure.Cause));
    }

    public override string PersistenceId => _setting.PersistenceId;

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(HeartbeatSetting setting) => Akka.Actor.Props.Create(() => new HeartbeatActor(setting));

    void IHeartbeatHost.Keep(IHeartbeatEvent happened, Action then)
    {
        if (!_setting.Options.Durable)
        {
            _context.State = _context.State.Apply(happened);
            then();
            return;
        }

        PersistAsync(happened, stored =>
        {
            _context.State = _context.State.Apply(stored);
            _upkeep.Count(HeartbeatShare.Of(stored));
            _upkeep.Pump();
            then();
        });
    }

    // What was due while the clock went on is due now.
    void IHeartbeatHost.Later(string key, TimeSpan delay, Action action) =>
        Timers.StartSingleTimer(key, new GoOn(action), delay > TimeSpan.Zero ? delay : TimeSpan.Zero);

    void IHeartbeatHost.Never(string key) => Timers.Cancel(key);

    void IHeartbeatHost.Run<T>(Func<CancellationToken, Task<T>> work, Action<T> then, Action<Exception> failed) =>
        Task.Run(() => work(_token), _token).PipeTo(
            Self, success: result => new GoOn(() => then(result)), failure: cause => new GoOn(() => failed(SingleCause.Of(cause))));

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => SayFailed(cause, "written");

    protected override void OnRecoveryFailure(Exception reason, object? message = null) => SayFailed(reason, "read");

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        _upkeep.Failed("Writing down heartbeats", cause);
        _keeping.Rejected();
        if (_isFinishing)
        {
            AnswerStop();
        }
    }

    protected override void PostStop()
    {
        _life.Cancel();
        _life.Dispose();
        _sending.Dispose();
    }

    private void OnOffered(SnapshotOffer offer)
    {
        if (offer.Snapshot is DamagedRecord damaged)
        {
            OnDamaged(damaged);
        }
        else
        {
            _context.State = (HeartbeatState)offer.Snapshot;
            _upkeep.Offered(offer.Metadata);
        }
    }

    private void OnDamaged(DamagedRecord damaged) => HeartbeatEvents.HeartbeatRecordDamaged.Write(_context.Log, damaged.Manifest, damaged.Bytes);

    private void OnRecovered(IHeartbeatEvent happened)
    {
        _context.State = _context.State.Apply(happened);
        _upkeep.Count(HeartbeatShare.Of(happened));
    }

    private void OnRecoveryCompleted()
    {
        _context.Life.HasFailed = false;
        // Outcomes of an earlier life's calls do not come any more.
        _context.Life.UnderWay = 0;
        _upkeep.Begin();
        _context.Outbox.Restore(_context.State);
        _asking.Begin();
        _making.Begin();
    }

    private void OnChanged()
    {
        _keeping.Changed();
        _sending.Pump();
        FinishWhenDone();
    }

    private void OnReport(ReportDeployment report)
    {
        IActorRef sender = Sender;
        DeploymentReportKept kept = new(report.Result.Name, report.Result.Digest);
        if (_context.State.Has(report.Result))
        {
            sender.Tell(kept);
        }
        else if (_context.State.Results.Length >= _setting.Options.ResultsKept)
        {
            sender.Tell(new DeploymentReportsFull(kept.Name, kept.Digest));
        }
        else
        {
            _context.Keep(new ResultReported(report.Result), () =>
            {
                _context.Dispatch.Reported(report.Result);
                sender.Tell(kept);
                OnChanged();
            });
        }
    }

    private void OnTune(Tune command)
    {
        if (_context.Life.Tune(command.Period, command.Generation) && !_context.IsStopping)
        {
            _making.Retime();
        }

        Sender.Tell(Tuned.Instance);
    }

    private void OnStop(SeatProtocol.Stop command)
    {
        _stoppers.Add(Sender);
        if (!_context.IsStopping)
        {
            _context.IsStopping = true;
            _making.Stop();
            _asking.Stop();
            _context.Later("stop", command.Within * SendingShare, Finish);
        }

        _sending.Pump();
        FinishWhenDone();
    }

    private void FinishWhenDone()
    {
        if (_context.IsStopping && _context.Dispatch.Current is null && (_context.Outbox.Count == 0 || _context.IsHeldUp))
        {
            Finish();
        }
    }

    private void Finish()
    {
        _isFinishing = true;
        _keeping.Flush(AnswerStop);
    }

    private void AnswerStop()
    {
        foreach (IActorRef stopper in _stoppers)
        {
            stopper.Tell(SeatProtocol.Stopped.Instance);
        }

        _stoppers.Clear();
    }

    private void SayFailed(Exception cause, string what)
    {
        if (!_context.Life.HasFailed)
        {
            _context.Life.HasFailed = true;
            HeartbeatEvents.HeartbeatJournalUnusable.Write(_context.Log, what, cause);
        }
    }

    private void SayUpkeepFailed(string action, Exception cause) => HeartbeatEvents.HeartbeatUpkeepFailed.Write(_context.Log, action, cause);

    /// <summary>A continuation of this life of the actor, on its own turn.</summary>
    private sealed record GoOn(Action Action) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
}
