using Amazon.Runtime;
using EdgeActors.Capture;
using EdgeActors.Cli;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Fleet;
using EdgeActors.Configuration.Reload;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats;
using EdgeActors.Heartbeats.Figures;
using EdgeActors.Hosting.Capture;
using EdgeActors.Models.Swap;
using EdgeActors.ServiceManager.History;
using EdgeActors.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting.Fleet;

/// <summary>The way to the fleet that the configuration names, and the actors that go it.</summary>
internal static class FleetComposition
{
    /// <summary>
    /// Registers <see cref="IFleet"/> and <see cref="DeviceIdentity"/>; and with a fleet also heartbeats, which give <see cref="IDeploymentReports"/> and
    /// <see cref="IDeviceRegistration"/>.
    /// </summary>
    public static IServiceCollection AddFleet(this IServiceCollection services, RunOptions options)
    {
        services.AddSingleton(_ => new DeviceIdentity(options.Capture.Fleet, options.Capture.Device)).AddAdapter(options);
        return options.Fleet.Address.Kind == FleetKind.None ? services : services.AddHeartbeats(options);
    }

    private static IServiceCollection AddAdapter(this IServiceCollection services, RunOptions options)
    {
        if (options.Fleet.NeedsKeys)
        {
            services.AddBucketKeys(options.Capture);
        }

        // Under a key of its own, so that the container disposes it, and everybody else gets it through the seam.
        return services
            .AddKeyedSingleton(typeof(FleetAdapters), (provider, _) => FleetAdapters.Create(
                options,
                provider.GetRequiredService<AWSCredentials>,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>()))
            .AddSingleton(provider => provider.GetRequiredService<IFaultSeam>().Port(
                provider.GetRequiredKeyedService<IFleet>(typeof(FleetAdapters))));
    }

    private static IServiceCollection AddHeartbeats(this IServiceCollection services, RunOptions options)
    {
        HeartbeatOptions heartbeats = options.Fleet.Heartbeats with { Seed = DeviceSeed.Of(options.Capture.Device) };
        Checked.All(nameof(HeartbeatOptions), heartbeats.Faults());
        return services
            .AddSingleton<IDeviceFigures>(provider => new ProcessFigures(
                ProcessUsage.OfThisProcess,
                Environment.ProcessorCount,
                MemoryLimit.OfThisProcess().Bytes(),
                options.Capture.DataRoot,
                provider.GetRequiredService<CaptureGauge>(),
                provider.GetRequiredService<ISpool>(),
                provider.GetService<IProcessHistory>(),
                provider.GetRequiredService<TimeProvider>()))
            .AddEdgeHeartbeats(provider => new HeartbeatSetting(
                heartbeats,
                provider.GetRequiredService<IFleet>(),
                provider.GetRequiredService<IDeviceFigures>(),
                provider.GetRequiredService<IModelReadings>(),
                provider.GetRequiredService<DeviceIdentity>(),
                VersionAction.Version)
            {
                NoVersion = options.Capture.Requests.NoVersion,
                LatestSample = provider.GetRequiredService<CaptureGauge>().LatestSample,
            })
            .AddSingleton<ILivePart, LiveHeartbeats>();
    }

    // An actor's settings change by a message to it.
    private sealed class LiveHeartbeats(IHeartbeatTuner tuner) : ILivePart
    {
        public ValueTask<bool> ApplyAsync(RunOptions options, long generation, CancellationToken cancelled) =>
            tuner.TuneAsync(options.Fleet.Heartbeats.Period, generation, cancelled);
    }
}
