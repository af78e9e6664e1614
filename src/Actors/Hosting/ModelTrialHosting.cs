using EdgeActors.Models.Swap;
using EdgeActors.Models.Swap.Trial;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EdgeActors.Hosting;

/// <summary>Puts what tries new models into a host.</summary>
public static class ModelTrialHosting
{
    /// <summary>
    /// Registers <see cref="ModelTrial"/>, <see cref="TrialOptions"/> and <see cref="GateOptions"/>, after <see cref="EdgeActorsHosting.AddEdgeActors"/>. The host adds an
    /// <see cref="ITrialInputs"/>.
    /// </summary>
    /// <exception cref="OptionsValidationException">With every fault of the options.</exception>
    public static IServiceCollection AddModelTrial(this IServiceCollection services, TrialOptions trial, GateOptions gate)
    {
        string[] faults = [.. trial.Faults(), .. gate.Faults()];
        if (faults.Length > 0)
        {
            throw new OptionsValidationException(nameof(TrialOptions), typeof(TrialOptions), faults);
        }

        services.TryAddSingleton(trial);
        services.TryAddSingleton(gate);
        services.TryAddSingleton<ModelTrial>();
        return services;
    }
}
