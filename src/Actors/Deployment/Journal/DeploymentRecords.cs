using System.Collections.Immutable;
using EdgeActors.Deployment.Checking;
using EdgeActors.Deployment.Ledger;
using EdgeActors.Fleet;

namespace EdgeActors.Deployment.Journal;

/// <summary>What the journal of deployments and its snapshots consist of.</summary>
public interface IDeploymentRecord;

/// <summary>Something that has happened, for ever.</summary>
internal interface IDeploymentEvent : IDeploymentRecord;

/// <summary>A desired state was read.</summary>
/// <param name="Revision">Its revision: nothing older is taken from here on.</param>
/// <param name="Names">The deployments in it; what is known of others is forgotten in time.</param>
internal sealed record DesiredSeen(long Revision, ImmutableArray<string> Names) : IDeploymentEvent;

/// <summary>The device has set about a deployment. Nothing is changed yet.</summary>
internal sealed record DeploymentBegan(
    DeploymentSource Deployment, bool RollsBack, DateTimeOffset Started, ImmutableArray<WantedModel> Models) : IDeploymentEvent;

/// <summary>All packages of the running deployment are on the device. From here on a cut-off counts against it.</summary>
internal sealed record PackagesFetched(ImmutableArray<HandlePackage> Packages) : IDeploymentEvent;

/// <summary>From here on clients may see models of the running deployment; the ones before it are still those that hold.</summary>
internal sealed record PublishBegan : IDeploymentEvent;

/// <summary>The process ended, or this actor did, while the deployment was being tried; it begins again with the models before it in place.</summary>
internal sealed record RunInterrupted : IDeploymentEvent;

/// <summary>The deployment holds, whole or in part.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Models">What holds from here on, by handle.</param>
internal sealed record DeploymentCommitted(DeploymentResult Result, ImmutableArray<HandlePackage> Models) : IDeploymentEvent;

/// <summary>A deployment has ended without a change of what is installed: undone, refused or superseded.</summary>
internal sealed record DeploymentEnded(DeploymentResult Result, DeploymentEnd End) : IDeploymentEvent;

/// <summary>A deployment that held was taken back: its handles have what they had before it.</summary>
internal sealed record DeploymentTakenBack(DeploymentResult Result, ImmutableArray<string> Handles) : IDeploymentEvent;

/// <summary>The stored package of a handle is damaged; the one before it holds, if there is one, and the deployment has to bring it again.</summary>
internal sealed record ModelDamaged(string Handle) : IDeploymentEvent;

/// <summary>The heartbeats have taken over a result.</summary>
internal sealed record ReportHandedOver(DeploymentSource Deployment) : IDeploymentEvent;

/// <summary>A package under a handle, or nothing under it.</summary>
internal sealed record HandlePackage(string Handle, StoredPackage? Package);

/// <summary>One model of a deployment as it is brought about.</summary>
/// <param name="Handle">Its handle.</param>
/// <param name="Package">What to load; null to have nothing under the handle.</param>
/// <param name="KeptBecause">Why it is not touched; empty when it is.</param>
internal sealed record WantedModel(string Handle, PackageRequest? Package, string KeptBecause = "")
{
    /// <summary>Whether the deployment has something to do about it.</summary>
    public bool IsTouched => KeptBecause.Length == 0;
}
