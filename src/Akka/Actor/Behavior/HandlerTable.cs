namespace Akka.Actor;

/// <summary>The handlers of one behaviour of a <see cref="ReceiveActor"/>.</summary>
internal sealed class HandlerTable
{
    private readonly List<MessageHandler> _handlers = [];
    private bool _closed;

    public void Add(MessageHandler handler)
    {
        if (_closed)
        {
            throw new InvalidOperationException("A handler that takes all messages has been added: no handler after it would ever be called.");
        }

        _handlers.Add(handler);
    }

    public void AddAny(MessageHandler handler)
    {
        Add(handler);
        _closed = true;
    }

    public bool Handle(object message)
    {
        foreach (var handler in _handlers)
        {
            if (handler.TryHandle(message))
            {
                return true;
            }
        }

        return false;
    }
}

internal abstract class MessageHandler
{
    public abstract bool TryHandle(object message);
}

internal sealed class ActionHandler<T>(Action<T> handler, Predicate<T> shouldHandle) : MessageHandler
{
    public override bool TryHandle(object message)
    {
        if (message is not T typed || (shouldHandle is not null && !shouldHandle(typed)))
        {
            return false;
        }

        handler(typed);
        return true;
    }
}

internal sealed class FuncHandler<T>(Func<T, bool> handler) : MessageHandler
{
    public override bool TryHandle(object message) => message is T typed && handler(typed);
}
