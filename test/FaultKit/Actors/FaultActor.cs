using Akka.Actor;
using Akka.Actor.Internal;

namespace EdgeActors.FaultKit;

/// <summary>
/// Stands in a cell for the actor that it contains: hands every call of the cell on to it, and meets its messages with faults on the
/// way. What the inner actor does to its context it does to the cell itself, so behaviours, children and watches need nothing here.
/// </summary>
internal class FaultActor : ActorBase, IInitializableActor, IWithTimers, IDisposable
{
    private readonly Faults _faults;
    private readonly string _path;

    // The base constructor has run by now. In Akka.NET both instances push a behaviour in theirs, and the inner one's has to be on top.
    public FaultActor(Func<ActorBase> create, Faults faults)
    {
        _faults = faults;
        _path = PathOf(Context.Self);
        Inner = create();
    }

    public ITimerScheduler? Timers
    {
        get => (Inner as IWithTimers)?.Timers;
        set
        {
            if (Inner is IWithTimers timed)
            {
                timed.Timers = value;
            }
        }
    }

    protected ActorBase Inner { get; }

    void IInitializableActor.Init() => (Inner as IInitializableActor)?.Init();

    public override void AroundPreStart() => Inner.AroundPreStart();

    public override void AroundPreRestart(Exception cause, object message) =>
        Inner.AroundPreRestart(cause, Redelivery.Unwrap(message));

    public override void AroundPostRestart(Exception cause, object message) =>
        Inner.AroundPostRestart(cause, Redelivery.Unwrap(message));

    public override void AroundPostStop()
    {
        foreach ((Redelivery message, IActorRef sender) in _faults.HeldAt(_path).TakeAll())
        {
            Context.System.DeadLetters.Tell(message.Message, sender);
        }

        _faults.Forget(_path);
        Inner.AroundPostStop();
    }

    public void Dispose() => (Inner as IDisposable)?.Dispose();

    protected override SupervisorStrategy SupervisorStrategy() => InnerActor.Strategy(Inner);

    protected override bool Receive(object message) => InnerActor.Receive(Inner, message);

    protected override bool AroundReceive(Receive receive, object message)
    {
        switch (message)
        {
            case HeldTooLong late:
                TellAgain(_faults.HeldAt(_path).Take(late.Number));
                return true;
            case Redelivery again:
                return Handle(receive, again.Message, again.After);
        }

        // Akka.NET shows its timers' messages here still wrapped.
        Type type = (message is IWrappedMessage wrapped ? wrapped.Message : message).GetType();
        FaultPlan plan = _faults.Arrive(FaultPlace.Actor, _path, type, PathOf(Sender));
        return plan.Before is { } fault ? Meet(fault, plan.After, receive, message) : Handle(receive, message, plan.After);
    }

    private static string PathOf(IActorRef actor) => "/" + string.Join('/', actor.Path.Elements);

    private bool Meet(PlannedFault fault, PlannedFault? after, Receive receive, object message)
    {
        Note(fault);
        switch (fault.Action)
        {
            case FaultAction.Crash:
                throw Crash(fault);
            case FaultAction.Drop:
                return true;
            case FaultAction.Delay delay:
                Context.System.Scheduler.ScheduleTellOnce(delay.Time.Least, Self, Redelivery.Of(message, after), Sender);
                return true;
            case FaultAction.Reorder reorder:
                long number = _faults.HeldAt(_path).Hold(Redelivery.Of(message, after), Sender, reorder.Past);
                Context.System.Scheduler.ScheduleTellOnce(reorder.Within, Self, new HeldTooLong(number), Self);
                return true;
            case FaultAction.Duplicate duplicate:
                for (int i = 0; i < duplicate.Copies; i++)
                {
                    Self.Tell(Redelivery.Of(message, null), Sender);
                }

                return Handle(receive, message, after);
            default:
                return Handle(receive, message, after);
        }
    }

    private bool Handle(Receive receive, object message, PlannedFault? after)
    {
        bool handled = InnerActor.AroundReceive(Inner, receive, message);
        TellAgain(_faults.HeldAt(_path).Passed());
        if (after is not null)
        {
            Note(after);
        }

        return after?.Action is FaultAction.Crash ? throw Crash(after) : handled;
    }

    private void TellAgain(IReadOnlyList<(Redelivery Message, IActorRef Sender)> due)
    {
        foreach ((Redelivery message, IActorRef sender) in due)
        {
            Self.Tell(message, sender);
        }
    }

    private void Note(PlannedFault fault) => _faults.Note(fault, Context.System.Scheduler.Now);

    private static InjectedFaultException Crash(PlannedFault fault) =>
        new($"injected {(fault.Moment == FaultMoment.After ? "after" : "before")} {fault.Point} by rule {fault.Rule}");
}

/// <summary>The same for an actor with a stash; the cell gives one, with the mailbox it needs, only to those who ask.</summary>
internal sealed class FaultStashActor(Func<ActorBase> create, Faults faults) : FaultActor(create, faults), IWithUnboundedStash
{
    public IStash Stash
    {
        get => ((IActorStash)Inner).Stash;
        set => ((IActorStash)Inner).Stash = value;
    }
}
