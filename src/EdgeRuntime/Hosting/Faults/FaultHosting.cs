using EdgeActors.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting.Faults;

/// <summary>Puts the seam for faults into a host.</summary>
internal static class FaultHosting
{
    /// <summary>With <see cref="RunOptions.FaultsSocket"/> the fault kit and its socket; else nothing that ever acts.</summary>
    /// <exception cref="Cli.CommandFailure">The kit is asked for but not there.</exception>
    public static IServiceCollection AddFaultSeam(this IServiceCollection services, RunOptions options)
    {
        if (options.FaultsSocket is null)
        {
            services.TryAddSingleton<IFaultSeam>(NoFaults.Instance);
            return services;
        }

        FaultKitLibrary kit = FaultKitLibrary.Load(options.FaultsKit, TimeProvider.System);
        return services
            .AddSingleton<IFaultSeam>(kit)
            .AddHostedService(provider => new FaultService(
                kit,
                options,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<FaultService>>()));
    }

    /// <summary>Registers an adapter as its port, through the seam; for <paramref name="told"/> see there.</summary>
    public static IServiceCollection AddPort<TPort, TAdapter>(this IServiceCollection services, Func<Exception, object>? told = null)
        where TPort : class
        where TAdapter : class, TPort => services
        .AddSingleton<TAdapter>()
        .AddSingleton(provider => provider.GetRequiredService<IFaultSeam>().Port<TPort>(provider.GetRequiredService<TAdapter>(), told));
}
