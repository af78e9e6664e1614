using Akka.Actor;

namespace Akka.Specs.Actor;

/// <summary>Makes an actor out of a receive function, and tells a probe what happens in its life.</summary>
internal class Scripted : ReceiveActor
{
    private readonly IActorRef _log;

    public Scripted(IActorRef log)
    {
        _log = log;
        log.Tell("ctor");
        Receive<Fail>(fail => throw fail.Cause);
        Receive<Run>(run => run.Action(Context));
        ReceiveAsync<RunAsync>(run => run.Action(Context));
        Receive<Spawn>(spawn => Sender.Tell(Context.ActorOf(spawn.Props, spawn.Name)));
        Receive<string>(text => _log.Tell(text));
        Receive<Terminated>(terminated => _log.Tell(terminated), _ => true);
        Receive<ReceiveTimeout>(timeout => _log.Tell(timeout));
        Receive<Gone>(gone => _log.Tell(gone));
    }

    public static Props Props(IActorRef log) => Akka.Actor.Props.Create(() => new Scripted(log));

    protected override void PreStart() => _log.Tell("PreStart");

    protected override void PostStop() => _log.Tell("PostStop");

    protected override void PreRestart(Exception reason, object message)
    {
        _log.Tell("PreRestart " + message);
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        _log.Tell("PostRestart " + reason.Message);
        base.PostRestart(reason);
    }
}

internal sealed record Fail(Exception Cause)
{
    public static Fail Boom => new(new InvalidOperationException("boom"));

    public override string ToString() => "Fail";
}

internal sealed record Run(Action<IActorContext> Action);

internal sealed record RunAsync(Func<IActorContext, Task> Action);

internal sealed record Spawn(Props Props, string Name);

internal sealed record Gone(string Who);

/// <summary>Supervises with a given strategy and makes children on request.</summary>
internal sealed class Parent : ReceiveActor
{
    private readonly SupervisorStrategy _strategy;

    public Parent(SupervisorStrategy strategy)
    {
        _strategy = strategy;
        Receive<Spawn>(spawn => Sender.Tell(Context.ActorOf(spawn.Props, spawn.Name)));
        Receive<Run>(run => run.Action(Context));
    }

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;
}
