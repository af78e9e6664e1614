#nullable enable
using Akka.Actor;

namespace Akka.Hosting;

public interface IReadOnlyActorRegistry : IEnumerable<KeyValuePair<Type, IActorRef>>
{
    bool TryGet<TKey>(out IActorRef actor);

    bool TryGet(Type key, out IActorRef actor);

    IActorRef Get<TKey>();

    Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default);

    Task<IActorRef> GetAsync(Type key, CancellationToken ct = default);
}

public interface IActorRegistry : IReadOnlyActorRegistry
{
    void Register<TKey>(IActorRef actor, bool overwrite = false);

    bool TryRegister<TKey>(IActorRef actor, bool overwrite = false);

    bool TryRegister(Type key, IActorRef actor, bool overwrite = false);
}

public interface IRequiredActor<TActor>
{
    /// <summary>Gets the registered ref.</summary>
    /// <exception cref="MissingActorRegistryEntryException">Nothing is registered under the key yet.</exception>
    IActorRef ActorRef { get; }

    /// <summary>Waits until an actor is registered under the key.</summary>
    Task<IActorRef> GetAsync(CancellationToken cancellationToken = default);
}

public sealed class RequiredActor<TActor> : IRequiredActor<TActor>
{
    private readonly IReadOnlyActorRegistry _registry;
    private IActorRef? _known;

    public RequiredActor(IReadOnlyActorRegistry registry) => _registry = registry;

    public IActorRef ActorRef => _known ??= _registry.Get<TActor>();

    public Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) => _registry.GetAsync<TActor>(cancellationToken);
}
