using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;

namespace EdgeActors.Specs.EveryStep;

/// <summary>One version of the model; its number is what it adds.</summary>
internal sealed record Version(int Number, ModelDefinition Definition);

/// <summary>A deployment under which the agent may die.</summary>
/// <param name="Old">What the device had before.</param>
/// <param name="New">What it is to have.</param>
/// <param name="Deployment">As the fleet desires it.</param>
/// <param name="Rule">At which the agent dies.</param>
internal sealed record Attempt(Version Old, Version New, DesiredDeployment Deployment, string Rule)
{
    /// <summary>Whether the fleet orders to take it back.</summary>
    public bool IsBack => Deployment.Order == StandingOrder.RollBack;
}
