using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>What both back-off supervisors do: keep one child, pass messages on to it, and answer questions about it.</summary>
public abstract class BackoffSupervisorBase : ActorBase
{
    private readonly BackoffPlanSettings _settings;
    private readonly Random _random;

    internal BackoffSupervisorBase(BackoffPlanSettings settings)
    {
        _settings = settings;
        _random = new Random((int)Self.Path.Uid ^ Self.Path.GetHashCode());
    }

    protected Props ChildProps => _settings.ChildProps;

    protected string ChildName => _settings.ChildName;

    protected object ReplyWhileStopped => _settings.ReplyWhileStopped;

    protected Func<object, bool> FinalStopMessage => _settings.FinalStopMessage;

    protected IActorRef Child { get; set; }

    protected int RestartCountN { get; set; }

    protected bool FinalStopMessageReceived { get; set; }

    private protected BackoffPlanSettings Settings => _settings;

    protected override void PreStart()
    {
        StartChild();
        base.PreStart();
    }

    protected bool HandleBackoff(object message)
    {
        switch (message)
        {
            case BackoffSupervisor.StartChild:
                StartChild();
                ScheduleReset();
                return true;
            case BackoffSupervisor.ResetRestartCount reset:
                RestartCountN = reset.Current == RestartCountN ? 0 : RestartCountN;
                return true;
            case BackoffSupervisor.Reset:
                RestartCountN = _settings.ResetAfter is null ? 0 : RestartCountN;
                return true;
            case BackoffSupervisor.GetRestartCount:
                Sender.Tell(new BackoffSupervisor.RestartCount(RestartCountN));
                return true;
            case BackoffSupervisor.GetCurrentChild:
                Sender.Tell(new BackoffSupervisor.CurrentChild(Child));
                return true;
            default:
                PassOn(message);
                return true;
        }
    }

    private protected void StartLater()
    {
        var delay = BackoffDelay.Of(RestartCountN, _settings.MinBackoff, _settings.MaxBackoff, _settings.RandomFactor, _random);
        Context.System.Scheduler.ScheduleTellOnce(delay, Self, BackoffSupervisor.StartChild.Instance, Self);
        RestartCountN++;
    }

    private void StartChild() => Child ??= Context.Watch(Context.ActorOf(ChildProps, ChildName));

    private void ScheduleReset()
    {
        if (_settings.ResetAfter is { } after)
        {
            Context.System.Scheduler.ScheduleTellOnce(after, Self, new BackoffSupervisor.ResetRestartCount(RestartCountN), Self);
        }
    }

    private void PassOn(object message)
    {
        if (Child is not null && Sender.Equals(Child))
        {
            Context.Parent.Forward(message);
            return;
        }

        var isFinal = FinalStopMessage?.Invoke(message) == true;
        FinalStopMessageReceived |= isFinal;
        if (Child is not null)
        {
            Child.Forward(message);
        }
        else if (isFinal)
        {
            Context.Stop(Self);
        }
        else if (ReplyWhileStopped is not null)
        {
            Sender.Tell(ReplyWhileStopped);
        }
        else
        {
            Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
        }
    }
}
