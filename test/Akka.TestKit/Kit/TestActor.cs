using System.Threading.Channels;
using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Puts what it is told into the kit's queue, after the auto pilot has had a look.</summary>
internal sealed class TestActor(ChannelWriter<MessageEnvelope> queue) : ActorBase
{
    private Func<object, bool> _ignore;
    private AutoPilot _pilot;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Ignore ignore:
                _ignore = ignore.Predicate;
                return true;
            case Pilot pilot:
                _pilot = pilot.AutoPilot;
                return true;
            case WatchRequest watch:
                Context.Watch(watch.Actor);
                Sender.Tell(Done.Instance);
                return true;
            case UnwatchRequest unwatch:
                Context.Unwatch(unwatch.Actor);
                Sender.Tell(Done.Instance);
                return true;
            case Spawn spawn:
                Sender.Tell(Context.ActorOf(spawn.Props, spawn.Name));
                return true;
        }

        if (_pilot is not null && _pilot.Run(Sender, message) is var next and not TestKit.KeepRunning)
        {
            _pilot = next is NoAutoPilot ? null : next;
        }

        if (_ignore?.Invoke(message) != true)
        {
            queue.TryWrite(new RealMessageEnvelope(message, Sender));
        }

        return true;
    }

    internal sealed record Ignore(Func<object, bool> Predicate);

    internal sealed record Pilot(AutoPilot AutoPilot);

    internal sealed record WatchRequest(IActorRef Actor);

    internal sealed record UnwatchRequest(IActorRef Actor);

    internal sealed record Spawn(Props Props, string Name);
}
