using EdgeActors.Configuration;
using EdgeActors.Configuration.Fleet;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Nobody;
using EdgeActors.Heartbeats;
using EdgeActors.Hosting.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeActors.Hosting.Fleet;

/// <summary>The way to the fleet that the configuration names, and the actors that go it.</summary>
internal static class FleetComposition
{
    /// <summary>Registers <see cref="IFleet"/>, <see cref="DeviceIdentity"/> and <see cref="IDeploymentReports"/>.</summary>
    public static IServiceCollection AddFleet(this IServiceCollection services, RunOptions options) => services
        .AddSingleton(new DeviceIdentity(options.Capture.Fleet, options.Capture.Device))
        .AddEdgeHeartbeats()
        .AddAdapter(options.Fleet.Address);

    private static IServiceCollection AddAdapter(this IServiceCollection services, FleetAddress address) => address.Kind switch
    {
        FleetKind.None => services.AddPort<IFleet, NoFleet>(),
        _ => throw new ArgumentException($"edgeactors_fleet_url is {address}, and this version has no way to such a fleet", nameof(address)),
    };
}
