using System.Collections.Immutable;

namespace EdgeActors.Fleet;

/// <summary>How a deployment ended on this device (contract §5.2, DeploymentResult).</summary>
/// <param name="Name">The deployment's name.</param>
/// <param name="Succeeded">Whether every model is as desired.</param>
/// <param name="Message">For people: what went wrong and what became of the models; empty when all is well.</param>
/// <param name="Started">When the device began.</param>
/// <param name="Ended">When it was done.</param>
/// <param name="Models">One per definition, in their order.</param>
public sealed record DeploymentResult(
    string Name, bool Succeeded, string Message, DateTimeOffset Started, DateTimeOffset Ended, ImmutableArray<ModelResult> Models)
{
    /// <summary>Which contents of the deployment this is about (<see cref="FleetDeployment.Digest"/>).</summary>
    public string Digest { get; init; } = "";

    /// <summary>Whether the device had to go back to what it had before.</summary>
    public bool RolledBack { get; init; }

    /// <summary>Whether the fleet stopped it: no outcome, since the device tries again when the fleet orders so.</summary>
    public bool Stopped { get; init; }
}

/// <summary>How it ended for one model.</summary>
/// <param name="Handle">The model's handle.</param>
/// <param name="ModelName">Its package's name, or the handle.</param>
/// <param name="ModelVersion">Its package's version; empty when unknown.</param>
/// <param name="Desired">What was asked for.</param>
/// <param name="Actual">What is there now.</param>
/// <param name="Succeeded">Whether this model's part worked, whatever became of the deployment.</param>
/// <param name="Reason">Why not; empty when it did.</param>
/// <param name="RollbackFailure">Why going back failed; empty when it did not.</param>
public sealed record ModelResult(
    string Handle,
    string ModelName,
    string ModelVersion,
    ModelPresence Desired,
    ModelPresence Actual,
    bool Succeeded,
    string Reason,
    string RollbackFailure);

/// <summary>Whether a model is on a device: <c>DEPLOY</c> and <c>UNDEPLOY</c> on the wire.</summary>
public enum ModelPresence
{
    /// <summary>Not there.</summary>
    Undeploy,

    /// <summary>There, and loaded.</summary>
    Deploy,
}
