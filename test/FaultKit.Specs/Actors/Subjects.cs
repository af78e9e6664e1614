using Akka.Actor;

namespace EdgeActors.FaultKit.Specs.Actors;

/// <summary>Answers numbers while it is open; keeps them meanwhile.</summary>
public sealed class Gate : ReceiveActor, IWithUnboundedStash
{
    public Gate() => Shut();

    public IStash Stash { get; set; } = null!;

    private void Shut()
    {
        Receive<int>(_ => Stash.Stash());
        Receive<string>(text => text == "open", _ =>
        {
            Stash.UnstashAll();
            Become(Open);
        });
    }

    private void Open()
    {
        Receive<int>(number => Sender.Tell(number));
        Receive<string>(text => text == "shut", _ => Become(Shut));
    }
}

public sealed record Tick;

public sealed class Ticker : ReceiveActor, IWithTimers
{
    public Ticker()
    {
        Receive<string>(text => text == "start", _ =>
        {
            IActorRef asker = Sender;
            Timers.StartPeriodicTimer("tick", new Tick(), TimeSpan.FromSeconds(1), asker);
            asker.Tell("started");
        });
        Receive<string>(text => text == "count", _ => Sender.Tell(Timers.ActiveTimers.Count));
        Receive<Tick>(_ => Sender.Tell("tick"));
    }

    public ITimerScheduler Timers { get; set; } = null!;
}

/// <summary>Stops children that fail; tells whom it sees die.</summary>
public sealed class Parent : ReceiveActor
{
    private IActorRef _asker = ActorRefs.Nobody;

    public Parent()
    {
        Receive<string>(_ => Sender.Tell(Context.ActorOf(Props.Create<Failing>(), "child")));
        Receive<IActorRef>(other =>
        {
            _asker = Sender;
            Context.Watch(other);
            Sender.Tell("watching");
        });
        Receive<Terminated>(dead => _asker.Tell(dead.ActorRef.Path.Name));
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private sealed class Failing : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException("as told");
    }
}

public sealed class Waiter : ReceiveActor
{
    public Waiter() => ReceiveAsync<string>(async text =>
    {
        await Task.Yield();
        Sender.Tell($"{text} of /{string.Join('/', Self.Path.Elements)}");
    });
}
