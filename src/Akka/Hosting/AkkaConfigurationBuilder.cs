#nullable enable
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Util;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Hosting;

public delegate Task ActorStarter(ActorSystem system, IActorRegistry registry);

public delegate Task ActorStarterWithResolver(ActorSystem system, IActorRegistry registry, IDependencyResolver resolver);

public delegate Task StartupTask(ActorSystem system, IActorRegistry registry);

public enum HoconAddMode
{
    Append,
    Prepend,
    Replace,
}

/// <summary>Collects what a hosted system is made of. Actor starters run first, in order, then startup tasks.</summary>
public sealed class AkkaConfigurationBuilder
{
    public readonly HashSet<Setup> Setups = [];

    private readonly List<ActorStarterWithResolver> _starters = [];
    private readonly List<StartupTask> _startups = [];
    private readonly string _name;
    private Config _config = Config.Empty;

    public AkkaConfigurationBuilder(IServiceCollection serviceCollection, string actorSystemName)
    {
        ServiceCollection = serviceCollection;
        _name = actorSystemName;
    }

    public Option<Config> Configuration => _config.IsNullOrEmpty() ? Option<Config>.None : _config;

    internal IServiceCollection ServiceCollection { get; }

    public AkkaConfigurationBuilder AddStartup(Action<ActorSystem, IActorRegistry> startupTask) => AddStartup((system, registry) =>
    {
        startupTask(system, registry);
        return Task.CompletedTask;
    });

    public AkkaConfigurationBuilder AddStartup(StartupTask startupTask)
    {
        _startups.Add(startupTask);
        return this;
    }

    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry> starter) => StartActors((system, registry, _) => starter(system, registry));

    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry, IDependencyResolver> starter) => StartActors((system, registry, resolver) =>
    {
        starter(system, registry, resolver);
        return Task.CompletedTask;
    });

    public AkkaConfigurationBuilder StartActors(ActorStarter starter) => StartActors((system, registry, _) => starter(system, registry));

    public AkkaConfigurationBuilder StartActors(ActorStarterWithResolver starter)
    {
        _starters.Add(starter);
        return this;
    }

    internal void AddConfig(Config config, HoconAddMode mode) => _config = mode switch
    {
        HoconAddMode.Append => _config.SafeWithFallback(config),
        HoconAddMode.Prepend => config.SafeWithFallback(_config),
        _ => config,
    };

    internal void AddSetup(Setup setup)
    {
        Setups.RemoveWhere(known => known.GetType() == setup.GetType());
        Setups.Add(setup);
    }

    internal ActorSystem Build(IServiceProvider services)
    {
        AddSetup(DependencyResolverSetup.Create(services));
        return ActorSystem.Create(_name, ActorSystemSetup.Create([BootstrapSetup.Create().WithConfig(_config), .. Setups]));
    }

    internal async Task StartAsync(ActorSystem system)
    {
        var registry = ActorRegistry.For(system);
        var resolver = DependencyResolver.For(system).Resolver;
        foreach (var starter in _starters)
        {
            await starter(system, registry, resolver).ConfigureAwait(false);
        }

        foreach (var startup in _startups)
        {
            await startup(system, registry).ConfigureAwait(false);
        }
    }
}
