using Akka.Actor;
using Akka.Event;
using EdgeActors.Capture.Buffering;
using EdgeActors.Models.Registry;
using EdgeActors.Models.Serving;

namespace EdgeActors.Hosting;

/// <summary>
/// The root of the process' actors: starts them in order, restarts what crashes, and stops them gracefully.
/// <code>
/// Running  -> Stopping   Stop: the registry takes no more work and unloads every model
/// Stopping -> Stopping   all unloaded and the captures flushed, or the time is up: Stop is answered
/// </code>
/// A registry that keeps crashing cannot be served around, so then the actor system ends and the service manager starts a
/// new process. Captures have a supervisor of their own: whatever becomes of them, predictions go on.
/// </summary>
internal sealed class EdgeSupervisor : ReceiveActor, IWithTimers
{
    /// <summary>Restarts that an actor gets within <see cref="RestartWindow"/> before it is given up.</summary>
    public const int MaxRestarts = 10;

    private const string ModelsName = "models";
    private const string CaptureName = "capture";
    private const string StopTimer = "stop";

    // The answer of the captures has to come before the time is up.
    private const double CaptureShare = 0.9;

    private readonly Props _models;
    private readonly Props? _capture;
    private readonly TimeSpan _stopTimeout;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<IActorRef> _stoppers = [];
    private Stopped? _outcome;
    private bool _modelsStopped;
    private bool _captureStopped;

    public EdgeSupervisor(Props models, TimeSpan stopTimeout, Props? capture)
    {
        (_models, _stopTimeout, _capture) = (models, stopTimeout, capture);
        Running();
    }

    /// <summary>Window of <see cref="MaxRestarts"/>.</summary>
    public static TimeSpan RestartWindow { get; } = TimeSpan.FromMinutes(1);

    public ITimerScheduler Timers { get; set; } = null!;

    internal static Props Props(RegistryState state, ModelSetting setting, IFaultSeam seam, Props? capture = null)
    {
        Props models = seam.Actor(ModelRegistryActor.Props(state, setting));
        TimeSpan stopTimeout = setting.Options.StopTimeout;
        return Akka.Actor.Props.Create(() => new EdgeSupervisor(models, stopTimeout, capture));
    }

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(MaxRestarts, RestartWindow, Akka.Actor.SupervisorStrategy.DefaultDecider);

    protected override void PreStart()
    {
        if (Context.Child(ModelsName).IsNobody())
        {
            Context.WatchWith(Context.ActorOf(_models, ModelsName), RegistryStopped.Instance);
        }

        if (_capture is not null && Context.Child(CaptureName).IsNobody())
        {
            Context.ActorOf(_capture, CaptureName);
            Context.ActorOf(Akka.Actor.Props.Create(() => new UnansweredCaptures()), "unanswered-captures");
        }
    }

    // The children and their models outlive a crash of this actor.
    protected override void PreRestart(Exception reason, object message)
    {
    }

    private void Running()
    {
        Receive<GetActors>(_ => Sender.Tell(Refs()));
        Receive<Stop>(OnStop);
        Receive<RegistryStopped>(_ => OnRegistryStopped());
    }

    private void Stopping()
    {
        Receive<GetActors>(_ => Sender.Tell(Refs()));
        Receive<Stop>(_ => OnStopAgain());
        Receive<RegistryProtocol.AllStopped>(_ => OnModelsStopped());
        Receive<BufferProtocol.Stopped>(_ => OnCaptureStopped());
        Receive<BufferProtocol.Down>(_ => OnCaptureStopped());
        Receive<StopTimeUp>(_ => OnStopTimeUp());
        Receive<RegistryStopped>(_ => Answer(complete: false));
    }

    private void OnStop(Stop command)
    {
        Become(Stopping);
        _stoppers.Add(Sender);
        Timers.StartSingleTimer(StopTimer, StopTimeUp.Instance, _stopTimeout);
        // Half the time for answers that come by themselves, the other half for engines to obey.
        Context.Child(ModelsName).Tell(new RegistryProtocol.StopAll(_stopTimeout / 2));
        _captureStopped = _capture is null;
        Context.Child(CaptureName).Tell(new BufferProtocol.Stop(_stopTimeout * CaptureShare));
    }

    private void OnModelsStopped()
    {
        _modelsStopped = true;
        AnswerWhenStopped();
    }

    private void OnCaptureStopped()
    {
        _captureStopped = true;
        AnswerWhenStopped();
    }

    private void AnswerWhenStopped()
    {
        if (_modelsStopped && _captureStopped)
        {
            Answer(complete: true);
        }
    }

    private static EdgeActorRefs Refs() => new(Context.Child(ModelsName), Context.Child(CaptureName));

    private void OnStopAgain()
    {
        if (_outcome is { } known)
        {
            Sender.Tell(known);
        }
        else
        {
            _stoppers.Add(Sender);
        }
    }

    private void OnStopTimeUp()
    {
        SupervisorEvents.StopIncomplete.Write(_log, _stopTimeout, _modelsStopped, _captureStopped);
        Answer(complete: false);
    }

    private void OnRegistryStopped()
    {
        SupervisorEvents.RegistryGivenUp.Write(_log);
        Context.System.Terminate();
    }

    private void Answer(bool complete)
    {
        Timers.Cancel(StopTimer);
        _outcome ??= new Stopped(complete);
        foreach (IActorRef stopper in _stoppers)
        {
            stopper.Tell(_outcome);
        }

        _stoppers.Clear();
    }

    /// <summary>Asks for <see cref="EdgeActorRefs"/>.</summary>
    public sealed record GetActors : INoSerializationVerificationNeeded
    {
        /// <summary>The only value.</summary>
        public static GetActors Instance { get; } = new();
    }

    /// <summary>The actors that others may talk to.</summary>
    /// <param name="Models">The <see cref="ModelRegistryActor"/>.</param>
    /// <param name="Capture">The capture buffer; nobody when this process captures nothing.</param>
    public sealed record EdgeActorRefs(IActorRef Models, IActorRef Capture) : INoSerializationVerificationNeeded;

    /// <summary>Take no new work, answer what is there, unload everything; answered by <see cref="Stopped"/> in time.</summary>
    public sealed record Stop : INoSerializationVerificationNeeded
    {
        /// <summary>The only value.</summary>
        public static Stop Instance { get; } = new();
    }

    /// <summary>Answer to <see cref="Stop"/>.</summary>
    /// <param name="Complete">Whether everything ended in time.</param>
    public sealed record Stopped(bool Complete) : INoSerializationVerificationNeeded;

    private sealed record StopTimeUp : INoSerializationVerificationNeeded, IDeadLetterSuppression
    {
        public static StopTimeUp Instance { get; } = new();
    }

    private sealed record RegistryStopped : INoSerializationVerificationNeeded
    {
        public static RegistryStopped Instance { get; } = new();
    }
}
