using System.Reflection;

namespace Akka.Actor;

public interface IIndirectActorProducer
{
    Type ActorType { get; }

    ActorBase Produce();

    void Release(ActorBase actor);
}

/// <summary>Makes actors by constructor and disposes those that want it.</summary>
internal sealed class ActivatorProducer(Type type, object[] args) : IIndirectActorProducer
{
    public Type ActorType => type;

    public ActorBase Produce() => (ActorBase)Activator.CreateInstance(
        type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, args, null);

    public void Release(ActorBase actor) => (actor as IDisposable)?.Dispose();
}

/// <summary>Makes actors by the very constructor that a factory expression names.</summary>
internal sealed class ConstructorProducer(ConstructorInfo constructor, object[] args) : IIndirectActorProducer
{
    public Type ActorType => constructor.DeclaringType;

    public ActorBase Produce() => (ActorBase)constructor.Invoke(args);

    public void Release(ActorBase actor) => (actor as IDisposable)?.Dispose();
}

internal sealed class EmptyActor : ActorBase
{
    protected override bool Receive(object message) => false;
}
