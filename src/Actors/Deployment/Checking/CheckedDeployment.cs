using System.Collections.Immutable;
using EdgeActors.Fleet;

namespace EdgeActors.Deployment.Checking;

/// <summary>Contents of a deployment: what it is called and what is in it.</summary>
internal readonly record struct DeploymentSource(string Name, string Digest);

/// <summary>A deployment whose every text has been checked, or the reason why it is refused.</summary>
/// <param name="Source">Name and digest; their form is right.</param>
/// <param name="Order">What the fleet wants done about it.</param>
/// <param name="RollsBack">Whether a failure undoes all of it.</param>
/// <param name="Models">Its models; empty when it is refused.</param>
/// <param name="Fault">Why it is refused; null when it is not.</param>
internal sealed record CheckedDeployment(
    DeploymentSource Source, DeploymentOrder Order, bool RollsBack, ImmutableArray<CheckedModel> Models, string? Fault = null)
{
    /// <summary>What it says about a handle, or null.</summary>
    public CheckedModel? Find(string handle) => Models.FirstOrDefault(model => model.Handle == handle);
}

/// <summary>One model of a deployment.</summary>
/// <param name="Handle">Its handle.</param>
/// <param name="Package">What to load; null to have nothing under the handle.</param>
internal sealed record CheckedModel(string Handle, PackageRequest? Package);

/// <summary>What a fleet wants, checked.</summary>
/// <param name="Deployments">In their order; of several with one name the last.</param>
/// <param name="Unnamed">Faults of deployments that cannot even be reported, because their name or digest is malformed.</param>
internal sealed record CheckedDesire(ImmutableArray<CheckedDeployment> Deployments, ImmutableArray<string> Unnamed);
