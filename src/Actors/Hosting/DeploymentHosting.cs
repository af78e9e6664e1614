using EdgeActors.Deployment;
using EdgeActors.Deployment.Polling;
using EdgeActors.Deployment.Running;
using EdgeActors.Fleet;
using EdgeActors.Heartbeats;
using EdgeActors.Models.Swap;
using EdgeActors.Models.Swap.Trial;
using EdgeActors.Seats;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EdgeActors.Hosting;

/// <summary>Puts deployments into a host.</summary>
public static class DeploymentHosting
{
    private const string Name = "deployments";

    /// <summary>
    /// Registers the deployments' actor and <see cref="IDeploymentControl"/>, after <see cref="ModelTrialHosting.AddModelTrial"/>. The host adds an
    /// <see cref="IFleet"/>, an <see cref="IModelStore"/> and <see cref="IDeploymentReports"/>, and to its actor system
    /// <see cref="Deployment.Journal.DeploymentJournalSerializer.Hocon"/> with a journal and a snapshot store on disk.
    /// </summary>
    /// <exception cref="OptionsValidationException">With every fault of the options.</exception>
    public static IServiceCollection AddEdgeDeployment(this IServiceCollection services, DeploymentOptions options)
    {
        IReadOnlyList<string> faults = options.Faults();
        if (faults.Count > 0)
        {
            throw new OptionsValidationException(nameof(DeploymentOptions), typeof(DeploymentOptions), faults);
        }

        services.TryAddSingleton<LoadedModels>();
        services.TryAddSingleton(provider => new DeploymentSetting(
            options, provider.GetRequiredService<IFleet>(), Ports(provider), provider.GetRequiredService<IDeploymentReports>()));
        services.TryAddSingleton<IDeploymentControl, DeploymentControl>();
        return services.AddSingleton(provider => new ActorSeat(
            typeof(DeploymentsKey), Name, DeploymentPollerActor.Props(provider.GetRequiredService<DeploymentSetting>())));
    }

    private static RunPorts Ports(IServiceProvider provider) => new(
        provider.GetRequiredService<IModelStore>(),
        provider.GetRequiredService<IModelSwap>(),
        provider.GetRequiredService<LoadedModels>(),
        provider.GetRequiredService<ModelTrial>().RunAsync,
        provider.GetRequiredService<GateOptions>());
}
