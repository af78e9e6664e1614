namespace Akka.Persistence;

/// <summary>What is to be called when an event is stored, in the order of the events.</summary>
internal abstract class PendingHandler(bool isStashing)
{
    /// <summary>Gets a value indicating whether commands have to wait until this was called.</summary>
    public bool IsStashing { get; } = isStashing;

    public abstract void Invoke(object payload);
}

internal sealed class PendingHandler<TEvent>(Action<TEvent> handler, bool isStashing) : PendingHandler(isStashing)
{
    public override void Invoke(object payload) => handler((TEvent)payload);
}
