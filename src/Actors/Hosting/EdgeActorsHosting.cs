using Akka;
using Akka.Actor;
using Akka.Hosting;
using EdgeActors.Capture;
using EdgeActors.Capture.Buffering;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Layout;
using EdgeActors.Heartbeats;
using EdgeActors.Heartbeats.Journal;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Prediction;
using EdgeActors.Models.Registry;
using EdgeActors.Models.Serving;
using EdgeActors.Models.Swap;
using EdgeActors.Models.Tensors;
using EdgeActors.Seats;
using EdgeActors.Upload;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EdgeActors.Hosting;

/// <summary>Puts the actors and their front doors into a host.</summary>
public static class EdgeActorsHosting
{
    private const int OperationsKept = 1024;

    /// <summary>
    /// Registers <see cref="IPredictor"/>, <see cref="IModelControl"/>, <see cref="IModelSwap"/>, <see cref="IModelReadings"/>,
    /// <see cref="ModelDirectory"/> and <see cref="TensorMemory"/>. The host adds an <see cref="IInferenceEngine"/>, and the actors by
    /// <see cref="WithEdgeActors"/>.
    /// </summary>
    /// <exception cref="OptionsValidationException">With every fault of <paramref name="options"/>.</exception>
    public static IServiceCollection AddEdgeActors(this IServiceCollection services, ModelsOptions options)
    {
        IReadOnlyList<string> faults = ModelsOptionsValidator.Faults(options);
        if (faults.Count > 0)
        {
            throw new OptionsValidationException(nameof(ModelsOptions), typeof(ModelsOptions), faults);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(options);
        services.TryAddSingleton<IFaultSeam>(NoFaults.Instance);
        services.TryAddSingleton<ModelDirectory>();
        services.TryAddSingleton<IModelCatalog>(provider => provider.GetRequiredService<ModelDirectory>());
        services.TryAddSingleton<RegistryState>();
        services.TryAddSingleton(_ => new TensorMemory(options.TensorBudgetBytes, options.TensorCacheBytes));
        services.TryAddSingleton(_ => new EngineLanes(options));
        services.TryAddSingleton(Setting);
        services.TryAddSingleton(provider =>
            new Predictor(provider.GetRequiredService<ModelDirectory>(), new PredictOperationPool(OperationsKept)));
        services.TryAddSingleton<IPredictor>(provider => provider.GetRequiredService<Predictor>());
        services.TryAddSingleton<IModelControl, ModelControl>();
        services.TryAddSingleton<IModelSwap, ModelSwap>();
        services.TryAddSingleton<IModelReadings, ModelReadings>();
        services.TryAddSingleton<ISupervisorPulse, SupervisorPulse>();
        return services;
    }

    /// <summary>
    /// Registers <see cref="ICaptureBuffer"/> and <see cref="CaptureGauge"/>. The host adds an <see cref="ISpool"/> and an <see cref="ICaptureSink"/>, and to its actor system
    /// <see cref="CaptureJournalSerializer.Hocon"/> with a journal and a snapshot store: durable ones when <see cref="CaptureOptions.Durable"/>.
    /// </summary>
    /// <exception cref="OptionsValidationException">With every fault of the options.</exception>
    public static IServiceCollection AddEdgeCapture(
        this IServiceCollection services, CaptureOptions capture, UploadOptions upload, LayoutOptions layout, Func<Exception, JournalFault>? faultOf = null)
    {
        string[] faults = [.. CaptureOptionsValidator.Faults(capture), .. upload.Faults(), .. layout.Faults()];
        if (faults.Length > 0)
        {
            throw new OptionsValidationException(nameof(CaptureOptions), typeof(CaptureOptions), faults);
        }

        services.TryAddSingleton<CaptureGauge>();
        services.TryAddSingleton(provider => new UploadSetting(
            upload, provider.GetRequiredService<ICaptureSink>(), provider.GetRequiredService<ISpool>(), new BatchLayout(layout)));
        services.TryAddSingleton(provider => new CaptureSetting(
            capture,
            provider.GetRequiredService<ISpool>(),
            provider.GetRequiredService<IFaultSeam>().Actor(UploaderActor.Props(provider.GetRequiredService<UploadSetting>())))
        {
            FaultOf = faultOf ?? (static _ => JournalFault.Broken),
            Gauge = provider.GetRequiredService<CaptureGauge>(),
        });
        services.TryAddSingleton<ICaptureBuffer, CaptureBuffer>();
        services.TryAddSingleton<ICaptureTuner, CaptureTuner>();
        return services;
    }

    /// <summary>
    /// Registers <see cref="IDeploymentReports"/>, <see cref="IDeviceRegistration"/>, <see cref="IHeartbeatTuner"/> and the seat of the heartbeat actor. The host
    /// adds to its actor system <see cref="HeartbeatJournalSerializer.Hocon"/> with a journal and a snapshot store: durable ones when
    /// <see cref="HeartbeatOptions.Durable"/>.
    /// </summary>
    public static IServiceCollection AddEdgeHeartbeats(this IServiceCollection services, Func<IServiceProvider, HeartbeatSetting> setting)
    {
        services.AddSingleton(setting);
        services.AddSingleton(static provider => provider.GetRequiredService<HeartbeatSetting>().Registration);
        services.AddSingleton(static provider => new ActorSeat(
            typeof(HeartbeatsKey), "heartbeats", HeartbeatActor.Props(provider.GetRequiredService<HeartbeatSetting>()), StopsGracefully: true));
        services.TryAddSingleton<IDeploymentReports, DeploymentReports>();
        services.TryAddSingleton<IHeartbeatTuner, HeartbeatTuner>();
        return services;
    }

    /// <summary>
    /// Starts the actors with the system, registers them under <see cref="EdgeSupervisorKey"/> and
    /// <see cref="ModelRegistryKey"/> (and <see cref="CaptureBufferKey"/> after <see cref="AddEdgeCapture"/>, and those of each <see cref="ActorSeat"/>), and
    /// stops them gracefully before the system ends.
    /// </summary>
    public static AkkaConfigurationBuilder WithEdgeActors(this AkkaConfigurationBuilder builder) =>
        builder.WithActors(async (system, registry, resolver) =>
        {
            IFaultSeam seam = resolver.GetService<IFaultSeam>();
            Props? capture = resolver.GetService<CaptureSetting>() is { } setting ? CaptureSupervision.Props(setting, seam) : null;
            ActorSeat[] seats = [.. resolver.GetService<IEnumerable<ActorSeat>>()];
            Props props = EdgeSupervisor.Props(resolver.GetService<RegistryState>(), resolver.GetService<ModelSetting>(), seam, capture, seats);
            IActorRef supervisor = system.ActorOf(props, "edge");
            EdgeSupervisor.EdgeActorRefs actors =
                await supervisor.Ask<EdgeSupervisor.EdgeActorRefs>(EdgeSupervisor.GetActors.Instance, TimeSpan.FromSeconds(10));
            registry.Register<EdgeSupervisorKey>(supervisor);
            registry.Register<ModelRegistryKey>(actors.Models);
            if (capture is not null)
            {
                registry.Register<CaptureBufferKey>(actors.Capture);
            }

            foreach ((ActorSeat seat, IActorRef actor) in seats.Zip(actors.Seats))
            {
                registry.TryRegister(seat.Key, actor);
            }

            CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "edge-actors", async () =>
            {
                await supervisor.Ask<EdgeSupervisor.Stopped>(EdgeSupervisor.Stop.Instance, Timeout.InfiniteTimeSpan);
                return Done.Instance;
            });
        });

    private static ModelSetting Setting(IServiceProvider provider)
    {
        EngineLanes lanes = provider.GetRequiredService<EngineLanes>();
        return new ModelSetting(
            provider.GetRequiredService<IInferenceEngine>(),
            lanes.Runs,
            lanes.Loads,
            provider.GetRequiredService<ModelsOptions>(),
            provider.GetRequiredService<TimeProvider>());
    }
}

/// <summary>The engine's threads: many for runs, few for loads, so that a load never takes a run's place.</summary>
internal sealed class EngineLanes(ModelsOptions options) : IDisposable
{
    public EngineThreads Runs { get; } = new("engine-run", options.MaxEngineThreads, options.EngineThreadIdleTime);

    public EngineThreads Loads { get; } = new("engine-load", options.LoadConcurrency, options.EngineThreadIdleTime);

    public void Dispose()
    {
        Runs.Dispose();
        Loads.Dispose();
    }
}
