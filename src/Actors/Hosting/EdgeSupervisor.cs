using Akka.Actor;
using Akka.Event;
using EdgeActors.Capture.Buffering;
using EdgeActors.Models.Registry;
using EdgeActors.Models.Serving;
using EdgeActors.Seats;

namespace EdgeActors.Hosting;

/// <summary>
/// The root of the process' actors: starts them in order, restarts what crashes, and stops them gracefully.
/// <code>
/// Running  -> Stopping   Stop: the registry takes no more work and unloads every model
/// Stopping -> Stopping   all unloaded, the captures flushed and the seats done, or the time is up: Stop is answered
/// </code>
/// A registry that keeps crashing cannot be served around, so then the actor system ends and the service manager starts a
/// new process. Captures and seats have supervisors of their own: whatever becomes of them, predictions go on.
/// </summary>
internal sealed class EdgeSupervisor : ReceiveActor, IWithTimers
{
    /// <summary>Restarts that an actor gets within <see cref="RestartWindow"/> before it is given up.</summary>
    public const int MaxRestarts = 10;

    private const string ModelsName = "models";
    private const string CaptureName = "capture";
    private const string StopTimer = "stop";

    // The answers of captures and seats have to come before the time is up.
    private const double FlushShare = 0.9;

    private readonly Props _models;
    private readonly Props? _capture;
    private readonly IReadOnlyList<ActorSeat> _seats;
    private readonly IFaultSeam _seam;
    private readonly TimeSpan _stopTimeout;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<IActorRef> _stoppers = [];
    private readonly SortedSet<string> _running = new(StringComparer.Ordinal);
    private Stopped? _outcome;

    public EdgeSupervisor(Props models, TimeSpan stopTimeout, Props? capture, IReadOnlyList<ActorSeat> seats, IFaultSeam seam)
    {
        (_models, _stopTimeout, _capture, _seats, _seam) = (models, stopTimeout, capture, seats, seam);
        Running();
    }

    /// <summary>Window of <see cref="MaxRestarts"/>.</summary>
    public static TimeSpan RestartWindow { get; } = TimeSpan.FromMinutes(1);

    public ITimerScheduler Timers { get; set; } = null!;

    internal static Props Props(
        RegistryState state, ModelSetting setting, IFaultSeam seam, Props? capture = null, IReadOnlyList<ActorSeat>? seats = null)
    {
        Props models = seam.Actor(ModelRegistryActor.Props(state, setting));
        TimeSpan stopTimeout = setting.Options.StopTimeout;
        IReadOnlyList<ActorSeat> taken = seats ?? [];
        return Akka.Actor.Props.Create(() => new EdgeSupervisor(models, stopTimeout, capture, taken, seam));
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

        foreach (ActorSeat seat in _seats.Where(static seat => Context.Child(seat.Name).IsNobody()))
        {
            Context.ActorOf(SeatSupervision.Props(seat, _seam), seat.Name);
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
        Receive<RegistryProtocol.AllStopped>(_ => OnStopped(ModelsName));
        Receive<BufferProtocol.Stopped>(_ => OnStopped(CaptureName));
        Receive<BufferProtocol.Down>(_ => OnStopped(CaptureName));
        Receive<SeatStopped>(stopped => OnStopped(stopped.Name));
        Receive<StopTimeUp>(_ => OnStopTimeUp());
        Receive<RegistryStopped>(_ => Answer(complete: false));
    }

    private void OnStop(Stop command)
    {
        Become(Stopping);
        _stoppers.Add(Sender);
        Timers.StartSingleTimer(StopTimer, StopTimeUp.Instance, _stopTimeout);
        // Half the time for answers that come by themselves, the other half for engines to obey.
        _running.Add(ModelsName);
        Context.Child(ModelsName).Tell(new RegistryProtocol.StopAll(_stopTimeout / 2));
        TimeSpan flush = _stopTimeout * FlushShare;
        if (_capture is not null)
        {
            _running.Add(CaptureName);
            Context.Child(CaptureName).Tell(new BufferProtocol.Stop(flush));
        }

        foreach (ActorSeat seat in _seats.Where(static seat => seat.StopsGracefully))
        {
            _running.Add(seat.Name);
            // Asked rather than told, since one that fails just now leaves the message unanswered.
            Context.Child(seat.Name).Ask<object>(new SeatProtocol.Stop(flush), _stopTimeout).PipeTo(
                Self, success: _ => new SeatStopped(seat.Name), failure: _ => new SeatStopped(seat.Name));
        }
    }

    private void OnStopped(string child)
    {
        _running.Remove(child);
        if (_running.Count == 0)
        {
            Answer(complete: true);
        }
    }

    private EdgeActorRefs Refs() => new(Context.Child(ModelsName), Context.Child(CaptureName), [.. _seats.Select(static seat => Context.Child(seat.Name))]);

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
        SupervisorEvents.StopIncomplete.Write(_log, _stopTimeout, _running.ToArray());
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
    /// <param name="Seats">The actors of the seats, in their order.</param>
    public sealed record EdgeActorRefs(IActorRef Models, IActorRef Capture, IReadOnlyList<IActorRef> Seats) : INoSerializationVerificationNeeded;

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

    private sealed record SeatStopped(string Name) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    private sealed record RegistryStopped : INoSerializationVerificationNeeded
    {
        public static RegistryStopped Instance { get; } = new();
    }
}
