using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// One actor's place in the tree: its instance, behaviours, children and watches. Everything here runs in the mailbox's turn,
/// except what other threads may ask for: <see cref="ActorOf"/> of guardians and looking children up, which take the children's lock.
/// </summary>
internal sealed partial class ActorCell : IUntypedActorContext
{
    [ThreadStatic]
    private static ActorCell _current;

    private readonly Stack<Receive> _behaviors = new(2);
    private ActorBase _actor;
    private Envelope _currentEnvelope;
    private ActorTaskRunner _tasks;

    public ActorCell(ActorSystemImpl system, LocalActorRef self, Props props, IInternalActorRef parent)
    {
        SystemImpl = system;
        Self = self;
        Props = props;
        Parent = parent;
        Mailbox = new Mailbox(this);
    }

    public static ActorCell Current
    {
        get => _current;
        set => _current = value;
    }

    public static IActorRef CurrentSelf => _current?.Self;

    public ActorSystemImpl SystemImpl { get; }

    public ActorSystem System => SystemImpl;

    public LocalActorRef Self { get; }

    IActorRef IActorContext.Self => Self;

    public Props Props { get; }

    public IInternalActorRef Parent { get; }

    IActorRef IActorContext.Parent => Parent;

    public Mailbox Mailbox { get; }

    public ActorBase Actor => _actor;

    public object CurrentMessage => _currentEnvelope.Message;

    public Envelope CurrentEnvelope => _currentEnvelope;

    public IActorRef Sender => _currentEnvelope.Sender ?? SystemImpl.DeadLetters;

    /// <summary>Gets the runner of this actor's asynchronous handlers.</summary>
    public ActorTaskRunner Tasks => _tasks ??= new ActorTaskRunner(this);

    public void Become(Receive receive)
    {
        if (_behaviors.Count > 1)
        {
            _behaviors.Pop();
        }

        _behaviors.Push(receive);
    }

    public void BecomeStacked(Receive receive) => _behaviors.Push(receive);

    public void Become(UntypedReceive receive) => Become(Handled(receive));

    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Handled(receive));

    public void UnbecomeStacked()
    {
        if (_behaviors.Count > 1)
        {
            _behaviors.Pop();
        }
    }

    public ActorSelection ActorSelection(ActorPath actorPath) => SystemImpl.ActorSelection(actorPath);

    public ActorSelection ActorSelection(string actorPath) => SelectionParser.Select(SystemImpl, Self, actorPath);

    public void ToDeadLetters(in Envelope envelope)
    {
        // A dead subscriber of dead letters would get its own letters back for ever.
        if (envelope.Message is not AllDeadLetters)
        {
            SystemImpl.DeadLetters.Tell(new DeadLetter(envelope.Message, envelope.Sender, Self), envelope.Sender);
        }
    }

    public void Start() => Mailbox.PostSystem(new Create());

    private static Receive Handled(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private void Log(LogEvent entry) => SystemImpl.EventStream.Publish(entry);
}
