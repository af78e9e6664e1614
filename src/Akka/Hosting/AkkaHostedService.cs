#nullable enable
using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>Starts the system with the host and ends it with the host; a system that ends first takes the host with it.</summary>
public class AkkaHostedService : IHostedService
{
    protected readonly IServiceProvider ServiceProvider;
    protected readonly AkkaConfigurationBuilder ConfigurationBuilder;
    protected readonly IHostApplicationLifetime? HostApplicationLifetime;
    protected readonly ILogger<AkkaHostedService> Logger;
    protected ActorSystem? ActorSystem;
    protected CoordinatedShutdown? CoordinatedShutdown;

    public AkkaHostedService(
        AkkaConfigurationBuilder configurationBuilder,
        IServiceProvider serviceProvider,
        ILogger<AkkaHostedService> logger,
        IHostApplicationLifetime? applicationLifetime)
    {
        ConfigurationBuilder = configurationBuilder;
        ServiceProvider = serviceProvider;
        Logger = logger;
        HostApplicationLifetime = applicationLifetime;
    }

    public virtual async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            ActorSystem = ServiceProvider.GetRequiredService<ActorSystem>();
            CoordinatedShutdown = CoordinatedShutdown.Get(ActorSystem);
            await ConfigurationBuilder.StartAsync(ActorSystem).ConfigureAwait(false);
            _ = StopHostAfter(ActorSystem.WhenTerminated);
        }
        catch (Exception e)
        {
            Logger.LogCritical(e, "Unable to start AkkaHostedService: {Reason}", e.Message);
            throw;
        }
    }

    /// <summary>Runs coordinated shutdown to its end. The host's token does not cut it short: phases have their own timeouts.</summary>
    public virtual async Task StopAsync(CancellationToken cancellationToken)
    {
        if (CoordinatedShutdown is not null)
        {
            await CoordinatedShutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).ConfigureAwait(false);
        }
    }

    private async Task StopHostAfter(Task terminated)
    {
        await terminated.ConfigureAwait(false);
        HostApplicationLifetime?.StopApplication();
    }
}
