using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Event;
using EdgeActors.Deployment.Journal;
using EdgeActors.Deployment.Planning;
using EdgeActors.Wording;

namespace EdgeActors.Deployment.Running;

/// <summary>
/// Carries out one deployment, or takes one back, and ends. Its parent keeps the events. One behaviour: the steps are those of <see cref="DeploymentRun"/>
/// and <see cref="TakingBack"/>, which run beside the mailbox because they wait for disk, network and engines.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "disposed in PostStop, which ends every life of the actor")]
internal sealed class DeploymentActor : ReceiveActor, IRunHost
{
    private readonly CancellationTokenSource _life = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IActorRef _self = Context.Self;
    private readonly IActorRef _parent = Context.Parent;
    private readonly IScheduler _scheduler = Context.System.Scheduler;
    private readonly Random _random;
    private volatile string _reason = "";

    public DeploymentActor(RunSetting setting, TakeBackStep? takeBack)
    {
        _random = new Random(setting.Options.Seed);
        Receive<Stop>(OnStop);
        Receive<Ended>(OnEnded);
        CancellationToken life = _life.Token;
        CancellationToken stop = _stop.Token;
        // Off the mailbox from its first step on.
        Task run = takeBack is not null
            ? Task.Run(() => new TakingBack(takeBack, setting, this).RunAsync(life), life)
            : Task.Run(() => new DeploymentRun(setting.State.Active!, setting, this).RunAsync(() => _reason, stop, life), life);
        run.PipeTo(Self, success: static () => new Ended(null), failure: static cause => new Ended(cause));
    }

    public DateTimeOffset Now => _scheduler.Now;

    public double Jitter => _random.NextDouble();

    public ILoggingAdapter Log { get; } = Context.GetLogger();

    public static Props Props(RunSetting setting, TakeBackStep? takeBack = null) => Akka.Actor.Props.Create(() => new DeploymentActor(setting, takeBack));

    public Task KeepAsync(IDeploymentEvent happened)
    {
        TaskCompletionSource kept = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _parent.Tell(new Keep(happened, kept), _self);
        return kept.Task.WaitAsync(_life.Token);
    }

    public async Task PauseAsync(TimeSpan time, CancellationToken cancelled)
    {
        TaskCompletionSource timeUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Cancelable timer = new(_scheduler);
        _scheduler.Advanced.ScheduleOnce(time, () => timeUp.TrySetResult(), timer);
        try
        {
            await timeUp.Task.WaitAsync(cancelled);
        }
        finally
        {
            timer.Cancel();
        }
    }

    protected override void PostStop()
    {
        _life.Cancel();
        _life.Dispose();
        _stop.Dispose();
    }

    private void OnStop(Stop stop)
    {
        _reason = stop.Reason;
        _stop.Cancel();
    }

    private void OnEnded(Ended ended)
    {
        _parent.Tell(new RunEnded(ended.Cause is { } cause ? SingleCause.Of(cause) : null));
        Context.Stop(Self);
    }

    /// <summary>Undo what has been changed, and end.</summary>
    internal sealed record Stop(string Reason) : INoSerializationVerificationNeeded;

    /// <summary>To the parent: put this on stable storage, then go on.</summary>
    internal sealed record Keep(IDeploymentEvent Event, TaskCompletionSource Kept) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    /// <summary>To the parent: it has come to its end, or was cut off.</summary>
    internal sealed record RunEnded(Exception? CutOff) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    private sealed record Ended(Exception? Cause) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
}
