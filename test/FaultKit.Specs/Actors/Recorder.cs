using Akka.Actor;

namespace EdgeActors.FaultKit.Specs.Actors;

public sealed record Ping(int Number);

public sealed record Pong(int Number);

/// <summary>Tells what it handles, and what happens to it, to somebody else.</summary>
public sealed class Recorder : ReceiveActor
{
    private readonly IActorRef _to;

    public Recorder(IActorRef to)
    {
        _to = to;
        Receive<Ping>(ping =>
        {
            _to.Tell(ping.Number);
            Sender.Tell(new Pong(ping.Number));
        });
        Receive<string>(text => _to.Tell(text));
    }

    protected override void PreRestart(Exception reason, object message)
    {
        _to.Tell($"{reason.GetType().Name} at {message}");
        base.PreRestart(reason, message);
    }

    protected override void PostStop() => _to.Tell("stopped");
}
