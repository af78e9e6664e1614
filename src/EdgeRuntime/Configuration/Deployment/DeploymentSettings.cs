using EdgeActors.Deployment;
using EdgeActors.Models.Swap;
using EdgeActors.Models.Swap.Trial;

namespace EdgeActors.Configuration.Deployment;

/// <summary>All that configuration says about deployments, checked.</summary>
internal sealed record DeploymentSettings
{
    /// <summary>Whether models are fetched at all. Default false.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Pace, window and limits.</summary>
    public DeploymentOptions Options { get; init; } = new();

    /// <summary>What a new model may do worse than the one before it.</summary>
    public GateOptions Gate { get; init; } = new();

    /// <summary>How a model is tried before clients see it.</summary>
    public TrialOptions Trial { get; init; } = new();
}
