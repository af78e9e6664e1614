using Akka.Event;

namespace Akka.Actor;

/// <summary>The three actors that every system begins with: the root, and under it /user and /system.</summary>
internal sealed class Guardians
{
    private readonly ActorSystemImpl _system;

    public Guardians(ActorSystemImpl system)
    {
        _system = system;
        Root = new LocalActorRef(system, Props.Create<RootGuardian>(), new RootSupervisor(system), system.RootPath);
    }

    public LocalActorRef Root { get; }

    public LocalActorRef User { get; private set; }

    public LocalActorRef System { get; private set; }

    public void Start()
    {
        Root.Cell.Start();
        System = (LocalActorRef)Root.Cell.ActorOf(Props.Create<Guardian>(), "system");
        User = (LocalActorRef)Root.Cell.ActorOf(
            Props.Create<Guardian>().WithSupervisorStrategy(UserStrategy(_system.Settings.SupervisorStrategyClass)), "user");
        Root.Tell(new RootGuardian.Adopt(User, System), ActorRefs.NoSender);
    }

    public void Stop() => User.Stop();

    private static SupervisorStrategy UserStrategy(string className)
    {
        var type = Type.GetType(className)
            ?? throw new Configuration.ConfigurationException($"akka.actor.guardian-supervisor-strategy names an unknown type: [{className}].");
        return ((SupervisorStrategyConfigurator)Activator.CreateInstance(type)).Create();
    }
}

internal sealed record StopChild(IActorRef Child);

/// <summary>Parent of the actors that a system makes from outside.</summary>
internal sealed class Guardian : ActorBase
{
    protected override bool Receive(object message)
    {
        if (message is not StopChild stop)
        {
            return false;
        }

        Context.Stop(stop.Child);
        return true;
    }

    protected override void Unhandled(object message) =>
        Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);

    protected override void PreRestart(Exception reason, object message)
    {
        // The children of a guardian outlive its restart.
    }
}

/// <summary>Stops /system after /user, then itself.</summary>
internal sealed class RootGuardian : ActorBase
{
    private Adopt _guardians;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Adopt guardians:
                _guardians = guardians;
                Context.Watch(guardians.User);
                Context.Watch(guardians.System);
                return true;
            case Terminated { ActorRef: var dead } when dead.Equals(_guardians.User):
                Context.Stop(_guardians.System);
                return true;
            case Terminated:
                Context.Stop(Self);
                return true;
            default:
                return false;
        }
    }

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    internal sealed record Adopt(IActorRef User, IActorRef System);
}

/// <summary>Parent of the root: hears of its end and of failures that nobody below could handle.</summary>
internal sealed class RootSupervisor(ActorSystemImpl system) : MinimalActorRef
{
    public override ActorPath Path { get; } = new RootActorPath(system.RootPath.Address, "bubble-walker");

    public override void SendSystemMessage(SystemMessage message)
    {
        switch (message)
        {
            case Failed failed:
                system.Log.Error(failed.Cause, "guardian failed, shutting down system");
                ((IInternalActorRef)failed.Child).Stop();
                break;
            case DeathWatchNotification:
                system.OnRootTerminated();
                break;
            default:
                base.SendSystemMessage(message);
                break;
        }
    }
}
