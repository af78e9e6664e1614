using Amazon.Runtime;
using EdgeActors.Aws.S3;
using EdgeActors.Capture;
using EdgeActors.Cli;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Fleet;
using EdgeActors.Configuration.Reload;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Nobody;
using EdgeActors.Fleet.Rest;
using EdgeActors.Heartbeats;
using EdgeActors.Heartbeats.Figures;
using EdgeActors.Hosting.Capture;
using EdgeActors.Hosting.Faults;
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
        services.AddSingleton(new DeviceIdentity(options.Capture.Fleet, options.Capture.Device)).AddAdapter(options);
        return options.Fleet.Address.Kind == FleetKind.None ? services : services.AddHeartbeats(options);
    }

    private static IServiceCollection AddAdapter(this IServiceCollection services, RunOptions options)
    {
        FleetAddress address = options.Fleet.Address;
        if (options.Fleet.NeedsKeys)
        {
            services.AddBucketKeys(options.Capture);
        }

        return address.Kind switch
        {
            FleetKind.None => services.AddPort<IFleet, NoFleet>(),
            FleetKind.Rest => services.AddFleetAdapter(provider => Rest(provider, options)),
            _ => throw new ArgumentException($"edgeactors_fleet_url is {address}, and this version has no way to such a fleet", nameof(options)),
        };
    }

    private static IServiceCollection AddFleetAdapter<TFleet>(this IServiceCollection services, Func<IServiceProvider, TFleet> adapter)
        where TFleet : class, IFleet => services
        .AddSingleton(adapter)
        .AddSingleton(provider => provider.GetRequiredService<IFaultSeam>().Port<IFleet>(provider.GetRequiredService<TFleet>()));

    private static RestFleet Rest(IServiceProvider provider, RunOptions options)
    {
        RestFleetOptions rest = new()
        {
            Endpoint = options.Fleet.Address.Server!,
            Region = options.Fleet.Region,
            Identity = provider.GetRequiredService<DeviceIdentity>(),
            Proxy = options.Fleet.Proxy is { } proxy ? new S3Proxy(proxy.Host, proxy.Port) : null,
        };
        Checked.All(nameof(RestFleetOptions), rest.Faults().Select(static fault => fault.ToString()));
        return new RestFleet(
            rest,
            provider.GetRequiredService<AWSCredentials>,
            provider.GetRequiredService<TimeProvider>(),
            Guid.NewGuid,
            provider.GetRequiredService<ILogger<RestFleet>>());
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
