using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Event;
using EdgeActors.Wording;
using static EdgeActors.Upload.UploadProtocol;

namespace EdgeActors.Upload;

/// <summary>
/// Delivers its parent's batches: in their order on one lane, suspects on a slow one beside it. One behaviour; each lane has its own ways. It keeps
/// nothing that a crash may not lose: the next one asks again, and the same keys are written again.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "disposed in PostStop, which ends every life of the actor")]
internal sealed class UploaderActor : ReceiveActor, IUploadHost, IWithTimers
{
    private readonly UploadSetting _setting;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _life = new();
    private readonly CancellationToken _token;
    private readonly IScheduler _scheduler = Context.System.Scheduler;
    private readonly Random _random;
    private readonly SuspectLane _suspects;
    private readonly OrdinaryLane _ordinary;

    public UploaderActor(UploadSetting setting)
    {
        (_setting, _token) = (setting, _life.Token);
        _random = new Random(setting.Options.Seed);
        Pace = new UploadPace(setting.Options, _random);
        _suspects = new SuspectLane(this);
        _ordinary = new OrdinaryLane(this, _suspects);
        Receive<BatchToUpload>(OnBatch);
        Receive<NothingToUpload>(OnNothing);
        Receive<BatchRevised>(_ordinary.OnRevised);
        Receive<AttemptEnded>(OnEnded);
        Receive<GoOn>(static next => next.Action());
        Receive<Hurry>(_ => OnHurry());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public UploadPace Pace { get; }

    public TimeSpan Now => _scheduler.MonotonicClock;

    public static Props Props(UploadSetting setting) => Akka.Actor.Props.Create(() => new UploaderActor(setting));

    public void Say(object message) => Context.Parent.Tell(message);

    public void Attempt(UploadWork work)
    {
        int attempt = ++work.Attempts;
        new BatchPut(_setting, _scheduler, work.Stored).RunAsync(work.Batch, _token).PipeTo(
            Self, success: outcome => new AttemptEnded(work, attempt, outcome), failure: cause => new AttemptEnded(work, attempt, Unexpected(cause)));
    }

    public void Fail(PutOutcome outcome)
    {
        if (Pace.Fail(Now, outcome.Reason, outcome.RetryAfter, outcome.RetryWithin, outcome.Stored))
        {
            UploadEvents.SinkAway.Write(_log, outcome.Reason);
            Say(new SinkChanged(Available: false, outcome.Reason));
        }
    }

    public TimeSpan Delay(int rounds) => RetryDelay.Of(rounds, null, _setting.Options, _random.NextDouble());

    public void Later(string key, TimeSpan delay, Action action) => Timers.StartSingleTimer(key, new GoOn(action), delay);

    protected override void PreStart()
    {
        _ordinary.Ask();
        _suspects.Ask();
    }

    protected override void PostStop()
    {
        _life.Cancel();
        _life.Dispose();
    }

    private void OnBatch(BatchToUpload batch)
    {
        if (batch.Suspect)
        {
            _suspects.OnBatch(batch);
        }
        else
        {
            _ordinary.OnBatch(batch);
        }
    }

    private void OnNothing(NothingToUpload nothing)
    {
        if (nothing.Suspects)
        {
            _suspects.OnNothing();
        }
        else
        {
            _ordinary.OnNothing(nothing);
        }
    }

    private void OnEnded(AttemptEnded ended)
    {
        if (ended.Attempt != ended.Work.Attempts)
        {
            return;
        }

        _suspects.Count(ended.Outcome);
        if (ended.Outcome.IsTaken && Pace.Succeed())
        {
            UploadEvents.SinkBack.Write(_log);
            Say(new SinkChanged(Available: true, ""));
        }

        if (ended.Work.Batch.Suspect)
        {
            _suspects.OnEnded(ended.Work, ended.Outcome);
        }
        else
        {
            _ordinary.OnEnded(ended.Work, ended.Outcome);
        }
    }

    private void OnHurry()
    {
        Pace.Hurry();
        _ordinary.Hurry();
        _suspects.Ask();
    }

    private static PutOutcome Unexpected(Exception cause)
    {
        Exception only = SingleCause.Of(cause);
        return PutOutcome.NotOpened(PutEnd.Unavailable, [], $"the upload failed unexpectedly ({only.GetType().Name}: {only.Message})");
    }

    private sealed record AttemptEnded(UploadWork Work, int Attempt, PutOutcome Outcome) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    private sealed record GoOn(Action Action) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
}
