#nullable enable
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
        private IServiceScope? _scope;

        public Type ActorType => type;

        public ActorBase Produce()
        {
            _scope = resolver.ServiceProvider.CreateScope();
            return (ActorBase)ActivatorUtilities.CreateInstance(_scope.ServiceProvider, type, args);
        }

        public void Release(ActorBase actor)
        {
            (actor as IDisposable)?.Dispose();
            _scope?.Dispose();
            _scope = null;
        }
    }
}
