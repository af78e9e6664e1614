using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Lets so many actors recover at a time, first come first served, that the journal is not overrun at the start.</summary>
internal sealed class RecoveryPermitter : ReceiveActor
{
    private readonly LinkedList<IActorRef> _waiting = new();
    private readonly HashSet<IActorRef> _recovering = [];
    private readonly int _permits;

    public RecoveryPermitter(int permits)
    {
        _permits = permits;
        Receive<Request>(_ => OnRequest(Sender));
        Receive<Return>(_ => OnReturn(Sender));
        Receive<Terminated>(terminated => OnTerminated(terminated.ActorRef));
    }

    public static Props Props(int permits) => Akka.Actor.Props.Create(() => new RecoveryPermitter(permits));

    private void OnRequest(IActorRef actor)
    {
        Context.Watch(actor);
        if (_recovering.Contains(actor))
        {
            // Restarted before it gave its permit back: the new incarnation goes on with the old one's.
            actor.Tell(Granted.Instance);
        }
        else if (_recovering.Count < _permits)
        {
            Grant(actor);
        }
        else if (!_waiting.Contains(actor))
        {
            _waiting.AddLast(actor);
        }
    }

    private void OnTerminated(IActorRef actor)
    {
        if (!_waiting.Remove(actor))
        {
            OnReturn(actor);
        }
    }

    private void OnReturn(IActorRef actor)
    {
        if (!_recovering.Remove(actor))
        {
            return;
        }

        Context.Unwatch(actor);
        if (_waiting.First is { } next)
        {
            _waiting.RemoveFirst();
            Grant(next.Value);
        }
    }

    private void Grant(IActorRef actor)
    {
        _recovering.Add(actor);
        actor.Tell(Granted.Instance);
    }

    internal sealed class Request
    {
        public static readonly Request Instance = new();
    }

    internal sealed class Granted
    {
        public static readonly Granted Instance = new();
    }

    internal sealed class Return
    {
        public static readonly Return Instance = new();
    }
}
