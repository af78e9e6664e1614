using EdgeActors.Configuration;
using EdgeActors.Configuration.Deployment;
using EdgeActors.Configuration.Reload;
using EdgeActors.Deployment;
using EdgeActors.Engines.Trial;
using EdgeActors.Grpc.Control;
using EdgeActors.Grpc.Transport;
using EdgeActors.Hosting.Packages;
using EdgeActors.Models.Swap.Trial;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeActors.Hosting.Deployment;

/// <summary>The parts that fetch, try and serve the models that a fleet deploys; none of them where deployments are off.</summary>
internal static class DeploymentComposition
{
    /// <summary>Registers them, after captures and fleet.</summary>
    public static IServiceCollection AddDeployment(this IServiceCollection services, RunOptions options)
    {
        services.AddSingleton<IUnaryMethod>(provider => new PollFleetMethod(provider.GetService<IDeploymentControl>()));
        DeploymentSettings settings = options.Deployment;
        return !settings.IsEnabled ? services : services
            .AddPackages(options)
            .AddSingleton<ITrialInputs, RecordedInputFolder>()
            .AddModelTrial(settings.Trial, settings.Gate)
            .AddEdgeDeployment(settings.Options)
            .AddSingleton<ILivePart, LivePace>();
    }

    // An actor's settings change by a message to it.
    private sealed class LivePace(IDeploymentControl deployments) : ILivePart
    {
        public ValueTask<bool> ApplyAsync(RunOptions options, long generation, CancellationToken cancelled) =>
            deployments.TuneAsync(options.Deployment.Options.PollInterval, generation, cancelled);
    }
}
