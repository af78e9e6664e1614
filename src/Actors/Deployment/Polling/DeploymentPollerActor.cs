using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Deployment.Planning;
using EdgeActors.Deployment.Running;
using EdgeActors.Records;
using EdgeActors.Wording;
using static EdgeActors.Deployment.DeploymentProtocol;

namespace EdgeActors.Deployment.Polling;

/// <summary>
/// Asks the fleet what this device should have and makes it so, one deployment at a time.
/// <code>
/// (recovery) -> Working   what the journal says is installed is loaded, without waiting for the fleet; then polls and deployments
/// any        -> stopped   the journal failed; the parent starts it again after a pause, and it puts right what the life before it has left
/// </code>
/// One behaviour after the recovery: <see cref="PollDesk"/> asks, <see cref="RunDesk"/> does one job at a time, <see cref="ReportDesk"/> hands results on.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "disposed in PostStop, which ends every life of the actor")]
internal sealed class DeploymentPollerActor : ReceivePersistentActor, IDeploymentHost, IWithTimers
{
    /// <summary>Under which its events are stored; never changes.</summary>
    public const string Id = "deployments";

    private readonly CancellationTokenSource _life = new();
    private readonly CancellationToken _token;
    private readonly IScheduler _clock = Context.System.Scheduler;
    private readonly Random _random;
    private readonly PollDesk _polls;
    private readonly RunDesk _runs;
    private readonly ReportDesk _reports;
    private readonly SnapshotUpkeep _upkeep;
    private IActorRef _run = ActorRefs.Nobody;
    private long _started;

    public DeploymentPollerActor(DeploymentSetting setting)
    {
        (Setting, _token) = (setting, _life.Token);
        _random = new Random(setting.Options.Seed);
        _runs = new RunDesk(this, () => _polls!);
        _polls = new PollDesk(this, OnPolled);
        _reports = new ReportDesk(this);
        _upkeep = new SnapshotUpkeep(
            new("the journal of deployments", setting.Options.SnapshotEvents), () => SaveSnapshot(State), DeleteMessages, DeleteSnapshots, SayUpkeepFailed);
        Recover<SnapshotOffer>(OnOffered);
        Recover<DamagedRecord>(OnDamaged);
        Recover<IDeploymentEvent>(Apply);
        Recover<RecoveryCompleted>(_ => OnRecovered());
        Command<GoOn>(OnGoOn);
        Command<PollNow>(_ => OnPollNow());
        Command<Tune>(OnTune);
        Command<DeploymentActor.Keep>(OnKeep);
        Command<DeploymentActor.RunEnded>(ended => OnRunEnded(ended.CutOff), _ => Sender.Equals(_run));
        Command<DeploymentActor.RunEnded>(static _ => { });
        Command<RunGone>(OnRunGone);
        Command<SaveSnapshotSuccess>(_upkeep.OnSaved);
        Command<SaveSnapshotFailure>(_upkeep.OnNotSaved);
        Command<DeleteMessagesSuccess>(_ => _upkeep.OnDeleted());
        Command<DeleteMessagesFailure>(failure => _upkeep.OnNotDeleted(failure.Cause));
        Command<DeleteSnapshotsSuccess>(static _ => { });
        Command<DeleteSnapshotsFailure>(failure => _upkeep.OnNotDeleted(failure.Cause));
    }

    public override string PersistenceId => Id;

    public ITimerScheduler Timers { get; set; } = null!;

    public DeploymentState State { get; private set; } = DeploymentState.Empty;

    public DeploymentSetting Setting { get; }

    ILoggingAdapter IDeploymentHost.Log { get; } = Context.GetLogger();

    public DateTimeOffset Now => _clock.Now;

    public TimeSpan Monotonic => _clock.MonotonicClock;

    public double Jitter => _random.NextDouble();

    private ILoggingAdapter Events => ((IDeploymentHost)this).Log;

    public static Props Props(DeploymentSetting setting) => Akka.Actor.Props.Create(() => new DeploymentPollerActor(setting));

    public void Persist(IDeploymentEvent happened, Action then) => Persist(happened, stored =>
    {
        Apply(stored);
        RunEvents.Write(Events, stored);
        then();
        _reports.Pump();
        _upkeep.Pump();
    });

    public void After<T>(Func<CancellationToken, Task<T>> work, Action<T> then, Action<Exception> failed)
    {
        CancellationToken life = _token;
        Task.Run(() => work(life), life).PipeTo(
            Self, success: result => new GoOn(this, () => then(result)), failure: cause => new GoOn(this, () => failed(SingleCause.Of(cause))));
    }

    public void Later(string key, TimeSpan delay, Action action) => Timers.StartSingleTimer(key, new GoOn(this, action), delay);

    public void StartRun(RunSetting setting, TakeBackStep? takeBack) => _run = Context.WatchWith(
        Context.ActorOf(DeploymentActor.Props(setting, takeBack), $"run-{++_started}"), new RunGone(_started));

    public void StopRun(string reason) => _run.Tell(new DeploymentActor.Stop(reason));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        DeploymentEvents.DeploymentJournalUnusable.Write(Events, "written", cause);
        Context.Stop(Self);
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        DeploymentEvents.DeploymentJournalUnusable.Write(Events, "written", cause);

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        DeploymentEvents.DeploymentJournalUnusable.Write(Events, "read", reason);

    protected override void PostStop()
    {
        _polls.Abandon();
        _life.Cancel();
        _life.Dispose();
    }

    private void OnOffered(SnapshotOffer offer)
    {
        if (offer.Snapshot is DeploymentState state)
        {
            State = state;
            _upkeep.Offered(offer.Metadata);
        }
        else if (offer.Snapshot is DamagedRecord damaged)
        {
            OnDamaged(damaged);
        }
    }

    private void OnDamaged(DamagedRecord damaged) => DeploymentEvents.DeploymentRecordDamaged.Write(Events, damaged.Manifest, damaged.Bytes);

    private void Apply(IDeploymentEvent happened)
    {
        State = State.Apply(happened, Setting.Options);
        _upkeep.Count();
    }

    private void SayUpkeepFailed(string work, Exception cause) => DeploymentEvents.UpkeepFailed.Write(Events, work, cause);

    private void OnRecovered()
    {
        State = State.Located(Setting.Ports.Store.Located);
        _upkeep.Begin();
        _runs.Begin();
        _polls.Begin();
        _reports.Pump();
    }

    private void OnPolled()
    {
        _runs.OnPolled();
        _reports.Pump();
    }

    // One life of the actor does not act on what another has begun.
    private void OnGoOn(GoOn next)
    {
        if (ReferenceEquals(next.Life, this))
        {
            next.Action();
        }
    }

    private void OnPollNow()
    {
        IActorRef sender = Sender;
        _polls.Ask(sender.Tell);
    }

    private void OnTune(Tune command)
    {
        if (Setting.Tune(command))
        {
            _polls.Retime();
        }

        Sender.Tell(Tuned.Instance);
    }

    private void OnKeep(DeploymentActor.Keep keep)
    {
        if (Sender.Equals(_run))
        {
            Persist(keep.Event, keep.Kept.SetResult);
        }
    }

    private void OnRunGone(RunGone gone)
    {
        if (gone.Number == _started && !_run.IsNobody())
        {
            OnRunEnded(new InvalidOperationException("the deployment's actor stopped before its end"));
        }
    }

    private void OnRunEnded(Exception? cutOff)
    {
        _run = ActorRefs.Nobody;
        _runs.OnRunEnded(cutOff);
    }

    /// <summary>A continuation of one life of the actor, on its own turn.</summary>
    private sealed record GoOn(object Life, Action Action) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    private sealed record RunGone(long Number) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
}
