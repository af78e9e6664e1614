using System.Linq.Expressions;

namespace Akka.Actor;

/// <summary>The recipe of an actor: a type with arguments, or a producer. Restarts use the same arguments again.</summary>
public class Props : IEquatable<Props>
{
    private static readonly object[] NoArguments = [];

    private readonly IIndirectActorProducer _producer;

    public Props(Type type)
        : this(type, NoArguments)
    {
    }

    public Props(Type type, object[] args)
        : this(new ActivatorProducer(type, args ?? NoArguments), args ?? NoArguments, null)
    {
    }

    public Props(Type type, SupervisorStrategy supervisorStrategy, params object[] args)
        : this(new ActivatorProducer(type, args ?? NoArguments), args ?? NoArguments, supervisorStrategy)
    {
    }

    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args)
        : this(type, supervisorStrategy, args.ToArray())
    {
    }

    protected Props()
        : this(new ActivatorProducer(typeof(EmptyActor), NoArguments), NoArguments, null)
    {
    }

    protected Props(Props copy)
        : this(copy._producer, copy.Arguments, copy.SupervisorStrategy)
    {
    }

    private Props(IIndirectActorProducer producer, object[] arguments, SupervisorStrategy supervisorStrategy)
    {
        _producer = producer;
        Arguments = arguments;
        SupervisorStrategy = supervisorStrategy;
    }

    public static Props Empty => new(typeof(EmptyActor));

    public Type Type => _producer.ActorType;

    public string TypeName => Type.AssemblyQualifiedName;

    public object[] Arguments { get; }

    public SupervisorStrategy SupervisorStrategy { get; protected set; }

    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is not NewExpression creation)
        {
            throw new ArgumentException("The factory has to be a single `new` expression: () => new MyActor(...).", nameof(factory));
        }

        object[] arguments = [.. creation.Arguments.Select(FactoryArgument.Evaluate)];
        return new Props(new ConstructorProducer(creation.Constructor, arguments), arguments, supervisorStrategy);
    }

    public static Props Create<TActor>(params object[] args)
        where TActor : ActorBase => new(typeof(TActor), args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(typeof(TActor), supervisorStrategy, NoArguments);

    public static Props Create(Type type, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new Props(type, args);
    }

    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) => new(producer, args ?? NoArguments, null);

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy)
    {
        var copy = Copy();
        copy.SupervisorStrategy = supervisorStrategy;
        return copy;
    }

    public virtual ActorBase NewActor()
    {
        try
        {
            return _producer.Produce();
        }
        catch (Exception e)
        {
            throw new TypeLoadException(
                $"Error while creating actor instance of type {Type} with {Arguments.Length} args: ({string.Join(",", Arguments)})", e);
        }
    }

    public bool Equals(Props other) =>
        other is not null && Type == other.Type && Equals(SupervisorStrategy, other.SupervisorStrategy) && Arguments.SequenceEqual(other.Arguments);

    public override bool Equals(object obj) => Equals(obj as Props);

    public override int GetHashCode() => HashCode.Combine(Type, Arguments.Length);

    internal void Release(ActorBase actor) => _producer.Release(actor);

    protected virtual Props Copy() => new(this);
}
