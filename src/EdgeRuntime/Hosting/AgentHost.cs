using Akka.Hosting;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Fleet;
using EdgeActors.Deployment.Journal;
using EdgeActors.Grpc.Agent;
using EdgeActors.Grpc.Transport;
using EdgeActors.Heartbeats.Journal;
using EdgeActors.Hosting.Capture;
using EdgeActors.Hosting.Deployment;
using EdgeActors.Hosting.Engines;
using EdgeActors.Hosting.Faults;
using EdgeActors.Hosting.Fleet;
using EdgeActors.Logging;
using EdgeActors.Models;
using EdgeActors.Models.Tensors;
using EdgeActors.SharedMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeActors.Hosting;

/// <summary>The composition root: which parts make the agent, and in which order they start and stop.</summary>
internal static class AgentHost
{
    /// <summary>
    /// What runs may end by itself within this time of a stop; then it is cut, for which Kestrel takes another second. Both fit
    /// into <see cref="StopLimit"/>.
    /// </summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3.4);

    /// <summary>Puts the parts together; nothing is started. They start in this order: the socket comes last.</summary>
    /// <param name="options">What makes them.</param>
    /// <param name="log">Where they log.</param>
    /// <param name="around">What the process has beside the agent.</param>
    /// <exception cref="OptionsValidationException">An option is out of its range.</exception>
    public static IHost Create(RunOptions options, AgentLog log, Action<IServiceCollection>? around = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services
            .AddProcess(log)
            .AddFaultSeam(options)
            .AddEngines(options)
            .AddEdgeActors(Budget.Models(options))
            .AddAkka("edgeactors", akka => akka
                .AddHocon(ActorLogBridge.Settings, HoconAddMode.Prepend)
                .AddHocon(CaptureJournal.Settings(options.Capture), HoconAddMode.Prepend)
                .AddFleetJournals(options)
                .WithEdgeActors())
            .AddSharedMemory()
            .AddCapture(options.Capture)
            .AddFleet(options)
            .AddDeployment(options)
            .AddAgentMethods()
            .AddSocket(options);
        around?.Invoke(builder.Services);
        return builder.Build();
    }

    private static IServiceCollection AddProcess(this IServiceCollection services, AgentLog log) => services
        .Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>())
        .Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = StopTimeout;
            // The socket waits for running predictions, which the actors end: one after the other would wait for nothing.
            host.ServicesStopConcurrently = true;
        })
        .AddSingleton(TimeProvider.System)
        .AddSingleton(log.Levels)
        .AddLogging(logging => logging
            .SetMinimumLevel(LogLevel.Trace)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddProvider(log));

    // Who has no fleet has no records of it to read.
    private static AkkaConfigurationBuilder AddFleetJournals(this AkkaConfigurationBuilder akka, RunOptions options) =>
        options.Fleet.Address.Kind == FleetKind.None ? akka : akka
            .AddHocon(HeartbeatJournalSerializer.Hocon, HoconAddMode.Prepend)
            .AddHocon(DeploymentJournalSerializer.Hocon, HoconAddMode.Prepend);

    private static IServiceCollection AddSharedMemory(this IServiceCollection services) => services
        .AddSingleton<ISystemV, LinuxSystemV>()
        .AddSingleton(new SharedMemoryOptions())
        .AddSingleton<AttachedSegments>()
        .AddSingleton<SharedMemoryTensors>();

    private static IServiceCollection AddAgentMethods(this IServiceCollection services) => services
        .AddSingleton(new AgentOptions())
        .AddSingleton(provider => new GrpcDispatcher(
            [
                .. provider.GetServices<IUnaryMethod>(),
                .. AgentMethods.Of(
                    provider.GetRequiredService<IPredictor>(),
                    provider.GetRequiredService<IModelControl>(),
                    provider.GetRequiredService<TensorMemory>(),
                    provider.GetRequiredService<SharedMemoryTensors>(),
                    provider.GetRequiredService<AgentOptions>()),
                .. provider.CaptureMethods(),
            ],
            provider.GetServices<IServerStreamingMethod>(),
            provider.GetRequiredService<IOptions<GrpcTransportOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<GrpcDispatcher>>()));

    private static IServiceCollection AddSocket(this IServiceCollection services, RunOptions options) => services.AddGrpcTransport(
        socket =>
        {
            socket.Path = options.Socket;
            socket.Group = options.Group;
            socket.Replace = options.Force;
        },
        transport => transport.MaxMessageBytes = options.MaxMessageBytes);

    // Signals are the process's affair (TerminationSignals), not the host's: a demo hosts an agent too.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
