using System.Collections.Immutable;

namespace EdgeActors.Fleet;

/// <summary>
/// What a fleet wants of this device: the deployments that are meant for it, in the order in which they hold (a later one wins).
/// Texts are as the fleet wrote them: adapters check the form of the document, the deployment feature its contents.
/// </summary>
public sealed record DesiredState
{
    /// <summary>Nothing changed since the tag that was given.</summary>
    public static DesiredState Unchanged { get; } = new() { IsUnchanged = true };

    /// <summary>Whether this says only that nothing changed.</summary>
    public bool IsUnchanged { get; private init; }

    /// <summary>Names this answer for the next poll; null when the fleet has no such thing.</summary>
    public string? Tag { get; init; }

    /// <summary>Grows with every change of the document, so that an old one is known for what it is; 0 when the fleet has no such thing (REST).</summary>
    public long Revision { get; init; }

    /// <summary>The deployments for this device.</summary>
    public ImmutableArray<FleetDeployment> Deployments { get; init; } = [];
}

/// <summary>One deployment (contract §5.4).</summary>
public sealed record FleetDeployment
{
    /// <summary>EntityName, 1 to 63 characters.</summary>
    public required string Name { get; init; }

    /// <summary><c>Model</c> is the only type there is.</summary>
    public string Type { get; init; } = "Model";

    /// <summary><c>ROLLBACK_ON_FAILURE</c> or <c>DO_NOTHING</c>.</summary>
    public string FailureHandlingPolicy { get; init; } = "ROLLBACK_ON_FAILURE";

    /// <summary>The models.</summary>
    public ImmutableArray<ModelDefinition> Definitions { get; init; } = [];

    /// <summary>What to do about it now.</summary>
    public DeploymentOrder Order { get; init; } = DeploymentOrder.Run;

    /// <summary>
    /// Names the contents (policy and definitions; not the order): lower-case hex of 64 characters. A device that failed them does not try again
    /// before this changes. The adapter computes it by <see cref="DeploymentDigest"/>.
    /// </summary>
    public required string Digest { get; init; }
}

/// <summary>What a device is to do about a deployment.</summary>
public enum DeploymentOrder
{
    /// <summary>Bring it about.</summary>
    Run,

    /// <summary>Do not begin; what has begun goes on. A stopped stage, or one that failed on too many devices.</summary>
    Hold,

    /// <summary>Do not begin, and undo what has begun and is not committed. An emergency stop.</summary>
    Abort,

    /// <summary>Undo it even where it is committed: back to what was there before it.</summary>
    RollBack,
}

/// <summary>One model of a deployment.</summary>
public sealed record ModelDefinition
{
    /// <summary>The handle that it is loaded under.</summary>
    public required string Handle { get; init; }

    /// <summary>
    /// Where its package is: <c>s3://bucket/key</c>, or a path in the fleet's own tree such as <c>packages/mnist-1.0.tar.gz</c>. Empty for UNDEPLOY.
    /// </summary>
    public string Url { get; init; } = "";

    /// <summary><c>SHA1</c> as the wire has it; empty when none is given.</summary>
    public string ChecksumType { get; init; } = "";

    /// <summary>The checksum, lower-case hex; empty when none is given.</summary>
    public string Checksum { get; init; } = "";

    /// <summary>SHA-256 of the package, lower-case hex; empty when none is given (REST has no place for it).</summary>
    public string Sha256 { get; init; } = "";

    /// <summary><c>DEPLOY</c> or <c>UNDEPLOY</c>.</summary>
    public string State { get; init; } = "DEPLOY";
}
