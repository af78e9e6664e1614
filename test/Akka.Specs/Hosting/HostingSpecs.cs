using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Akka.TestKit.TestActors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akka.Specs.Hosting;

public sealed class HostingSpecs
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static IHost Host(Action<AkkaConfigurationBuilder> akka, Action<IServiceCollection>? services = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        services?.Invoke(builder.Services);
        builder.Services.AddAkka("hosted", configuration =>
        {
            configuration.ConfigureLoggers(loggers => loggers.ClearLoggers());
            akka(configuration);
        });
        return builder.Build();
    }

    [Fact]
    public async Task Registered_actor_is_injected()
    {
        using var host = Host(akka => akka.WithActors((system, registry) =>
            registry.Register<Echo>(system.ActorOf(Props.Create(() => new SimpleEchoActor()), "echo"))));
        await host.StartAsync();

        var actor = host.Services.GetRequiredService<IRequiredActor<Echo>>().ActorRef;

        Assert.Equal("x", await actor.Ask<string>("x", Limit));
        await host.StopAsync();
    }

    [Fact]
    public async Task Missing_actor_is_named()
    {
        using var host = Host(_ => { });
        await host.StartAsync();

        var required = host.Services.GetRequiredService<IRequiredActor<Echo>>();

        Assert.Contains("Echo", Assert.Throws<MissingActorRegistryEntryException>(() => required.ActorRef).Message, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task Actor_that_is_registered_later_can_be_waited_for()
    {
        using var host = Host(_ => { });
        await host.StartAsync();
        var waiting = host.Services.GetRequiredService<IRequiredActor<Echo>>().GetAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();

        ActorRegistry.For(system).Register<Echo>(system.DeadLetters);

        Assert.Equal(system.DeadLetters, await waiting.WaitAsync(Limit));
        await host.StopAsync();
    }

    [Fact]
    public void Second_registration_is_refused_unless_it_overwrites()
    {
        var registry = new ActorRegistry();
        registry.Register<Echo>(ActorRefs.Nobody);

        Assert.Throws<DuplicateActorRegistryException>(() => registry.Register<Echo>(ActorRefs.Nobody));
        Assert.False(registry.TryRegister<Echo>(ActorRefs.Nobody));
        Assert.True(registry.TryRegister<Echo>(ActorRefs.Nobody, overwrite: true));
        Assert.True(registry.TryGet<Echo>(out _));
        Assert.False(registry.TryGet<string>(out _));
        Assert.Single(registry);
    }

    [Fact]
    public async Task Starters_run_in_order_before_startup_tasks()
    {
        List<string> log = [];
        using var host = Host(akka => akka
            .AddStartup((_, _) => log.Add("startup"))
            .WithActors((_, _) => log.Add("first"))
            .WithActors((_, _, resolver) => log.Add(resolver.GetService<string>()))
            .WithActors((_, _) =>
            {
                log.Add("third");
                return Task.CompletedTask;
            }), services => services.AddSingleton("second"));

        await host.StartAsync();

        Assert.Equal(["first", "second", "third", "startup"], log);
        await host.StopAsync();
    }

    [Fact]
    public async Task Failing_starter_fails_the_start()
    {
        using var host = Host(akka => akka.WithActors((system, _) => throw new InvalidOperationException(system.Name)));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.Equal("hosted", failure.Message);
    }

    [Fact]
    public async Task Stop_of_the_host_ends_the_system()
    {
        using var host = Host(_ => { });
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();

        await host.StopAsync();

        Assert.True(system.WhenTerminated.IsCompleted);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, CoordinatedShutdown.Get(system).ShutdownReason);
    }

    [Fact]
    public async Task End_of_the_system_stops_the_host()
    {
        using var host = Host(_ => { });
        await host.StartAsync();
        var stopping = new TaskCompletionSource();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        await host.Services.GetRequiredService<ActorSystem>().Terminate();

        await stopping.Task.WaitAsync(Limit);
        await host.StopAsync();
    }

    [Fact]
    public async Task Resolver_makes_actors_from_services_and_arguments()
    {
        using var host = Host(akka => akka.WithActors((system, registry, resolver) =>
            registry.Register<Echo>(system.ActorOf(resolver.Props<Greeter>("World")))), services => services.AddSingleton(new Greeting("Hello")));
        await host.StartAsync();

        var actor = host.Services.GetRequiredService<IRequiredActor<Echo>>().ActorRef;

        Assert.Equal("Hello World", await actor.Ask<string>("?", Limit));
        await host.StopAsync();
    }

    [Fact]
    public async Task Each_incarnation_has_a_service_scope_of_its_own()
    {
        using var host = Host(_ => { }, services => services.AddScoped<Scoped>());
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();
        var props = Akka.DependencyInjection.DependencyResolver.For(system).Props<KeepsScoped>();
        var first = system.ActorOf(props);
        var second = system.ActorOf(props);
        var scopedOfFirst = await first.Ask<Scoped>("?", Limit);
        var scopedOfSecond = await second.Ask<Scoped>("?", Limit);

        Assert.True(await first.GracefulStop(Limit));

        Assert.NotSame(scopedOfFirst, scopedOfSecond);
        Assert.True(scopedOfFirst.IsDisposed);
        Assert.False(scopedOfSecond.IsDisposed);
        await host.StopAsync();
    }

    [Fact]
    public async Task Log_goes_to_the_hosts_logger()
    {
        var provider = new Recorder();
        using var host = Host(
            akka => akka.ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.LogLevel = Akka.Event.LogLevel.WarningLevel;
                loggers.AddLoggerFactory();
            }),
            services => services.AddLogging(logging => logging.AddProvider(provider)));
        await host.StartAsync();

        host.Services.GetRequiredService<ActorSystem>().Log.Warning("watch {0}", "out");

        Assert.Contains("watch out", await provider.First.Task.WaitAsync(Limit), StringComparison.Ordinal);
        await host.StopAsync();
    }

    private sealed class Echo;

    private sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class KeepsScoped : ReceiveActor
    {
        public KeepsScoped(Scoped scoped) => ReceiveAny(_ => Sender.Tell(scoped));
    }

    private sealed record Greeting(string Word);

    private sealed class Greeter : ReceiveActor
    {
        public Greeter(Greeting greeting, string name) => ReceiveAny(_ => Sender.Tell($"{greeting.Word} {name}"));
    }

    private sealed class Recorder : ILoggerProvider, ILogger
    {
        public TaskCompletionSource<string> First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == Microsoft.Extensions.Logging.LogLevel.Warning)
            {
                First.TrySetResult(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
