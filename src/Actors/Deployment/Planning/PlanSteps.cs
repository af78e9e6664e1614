using System.Collections.Immutable;
using EdgeActors.Deployment.Checking;
using EdgeActors.Deployment.Journal;

namespace EdgeActors.Deployment.Planning;

/// <summary>Something to do about a deployment.</summary>
internal interface IPlanStep;

/// <summary>Bring it about.</summary>
internal sealed record BeginStep(DeploymentSource Source, bool RollsBack, ImmutableArray<WantedModel> Models) : IPlanStep;

/// <summary>Report that all of it is there already, or superseded by others.</summary>
internal sealed record NothingToDoStep(DeploymentSource Source, ImmutableArray<WantedModel> Models) : IPlanStep;

/// <summary>Report that it cannot be.</summary>
internal sealed record RefuseStep(DeploymentSource Source, string Reason) : IPlanStep;

/// <summary>Stop the one that is being brought about, and undo what it has changed.</summary>
internal sealed record StopStep(string Reason) : IPlanStep;

/// <summary>Go back to what the handles had before it.</summary>
internal sealed record TakeBackStep(DeploymentSource Source, ImmutableArray<string> Handles) : IPlanStep;
