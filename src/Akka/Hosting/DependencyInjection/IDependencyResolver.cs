#nullable enable
using System.Collections.Concurrent;
using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.DependencyInjection;

public interface IDependencyResolver
{
    T GetService<T>();

    object GetService(Type type);

    IResolverScope CreateScope();

    Props Props(Type type, params object[] args);

    Props Props(Type type);

    Props Props<T>(params object[] args)
        where T : ActorBase;
}

public interface IResolverScope : IDisposable
{
    IDependencyResolver Resolver { get; }
}

public class ServiceProviderDependencyResolver : IDependencyResolver
{
    public ServiceProviderDependencyResolver(IServiceProvider serviceProvider) => ServiceProvider = serviceProvider;

    public IServiceProvider ServiceProvider { get; }

    public T GetService<T>() => (T)GetService(typeof(T));

    public object GetService(Type type) => ServiceProvider.GetService(type)!;

    public IResolverScope CreateScope() => new ServiceScope(ServiceProvider.CreateScope());

    public Props Props(Type type, params object[] args) =>
        Actor.Props.CreateBy(new ServiceProducer(this, type, args), args);

    public Props Props(Type type) => Props(type, []);

    public Props Props<T>(params object[] args)
        where T : ActorBase => Props(typeof(T), args);

    private sealed class ServiceScope(IServiceScope scope) : IResolverScope
    {
        public IDependencyResolver Resolver { get; } = new ServiceProviderDependencyResolver(scope.ServiceProvider);

        public void Dispose() => scope.Dispose();
    }

    /// <summary>Makes an actor from given arguments and services; every incarnation lives in a scope of its own.</summary>
    private sealed class ServiceProducer(ServiceProviderDependencyResolver resolver, Type type, object[] args) : IIndirectActorProducer
    {
        private readonly ConcurrentDictionary<ActorBase, IServiceScope> _scopes = new(ReferenceEqualityComparer.Instance);

        public Type ActorType => type;

        public ActorBase Produce()
        {
            var scope = resolver.ServiceProvider.CreateScope();
            try
            {
                var actor = (ActorBase)ActivatorUtilities.CreateInstance(scope.ServiceProvider, type, args);
                _scopes[actor] = scope;
                return actor;
            }
            catch
            {
                scope.Dispose();
                throw;
            }
        }

        public void Release(ActorBase actor)
        {
            (actor as IDisposable)?.Dispose();
            if (_scopes.TryRemove(actor, out var scope))
            {
                scope.Dispose();
            }
        }
    }
}
