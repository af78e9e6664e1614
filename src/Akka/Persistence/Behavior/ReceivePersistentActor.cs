using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Persistence;

/// <summary>A persistent actor with two tables of handlers, one for commands and one for what comes back in recovery.</summary>
public abstract class ReceivePersistentActor : UntypedPersistentActor, IInitializableActor
{
    private readonly HandlerTable _recovers = new();
    private readonly HandlerTable _initial = new();
    private HandlerTable _building;
    private bool _isInitialized;

    protected ReceivePersistentActor() => _building = _initial;

    internal override Receive InitialBehavior => _initial.Handle;

    private HandlerTable Commands => _building
        ?? throw new InvalidOperationException("Command methods may be called in the constructor and inside Become only.");

    private HandlerTable Recovers => _isInitialized
        ? throw new InvalidOperationException("Recover methods may be called in the constructor only.")
        : _recovers;

    void IInitializableActor.Init()
    {
        _building = null;
        _isInitialized = true;
    }

    protected sealed override void OnCommand(object message)
    {
        if (!_initial.Handle(message))
        {
            Unhandled(message);
        }
    }

    protected sealed override void OnRecover(object message)
    {
        if (!_recovers.Handle(message))
        {
            Unhandled(message);
        }
    }

    protected void Become(Action configure) => Become(Build(configure));

    protected void BecomeStacked(Action configure) => BecomeStacked(Build(configure));

    protected void Recover<T>(Action<T> handler, Predicate<T> shouldHandle = null) => Recovers.Add(new ActionHandler<T>(handler, shouldHandle));

    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => Recover(handler, shouldHandle);

    protected void Recover<T>(Func<T, bool> handler) => Recovers.Add(new FuncHandler<T>(handler));

    protected void RecoverAny(Action<object> handler) => Recovers.AddAny(new ActionHandler<object>(handler, null));

    protected void Command<T>(Action<T> handler, Predicate<T> shouldHandle = null) => Commands.Add(new ActionHandler<T>(handler, shouldHandle));

    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => Command(handler, shouldHandle);

    protected void Command<T>(Func<T, bool> handler) => Commands.Add(new FuncHandler<T>(handler));

    protected void Command(Action<object> handler) => CommandAny(handler);

    protected void CommandAny(Action<object> handler) => Commands.AddAny(new ActionHandler<object>(handler, null));

    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) =>
        Command(message => RunTask(() => handler(message)), shouldHandle);

    protected void CommandAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => CommandAsync(handler, shouldHandle);

    protected void CommandAnyAsync(Func<object, Task> handler) => CommandAny(message => RunTask(() => handler(message)));

    private Receive Build(Action configure)
    {
        var outer = _building;
        var table = new HandlerTable();
        _building = table;
        try
        {
            configure();
        }
        finally
        {
            _building = outer;
        }

        return table.Handle;
    }
}
