using System.Collections.Immutable;

namespace EdgeActors.Fleet.Documents;

/// <summary><c>desired.json</c>: all active deployments with their stages; what devices poll.</summary>
internal sealed record DesiredDocument
{
    /// <summary>The fleet's name: a document of another fleet is not taken for this one's, whatever its signature says.</summary>
    public required string Fleet { get; init; }

    /// <summary>Grows by 1 with each write; devices take none that is lower than one they have seen. 1 to 2^53 - 1.</summary>
    public required long Revision { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset Written { get; init; }

    /// <summary>Who wrote it, for people; empty when nobody says.</summary>
    public string WrittenBy { get; init; } = "";

    /// <summary>From then on devices do not take it any more; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>In the order in which they hold: a later one wins. At most 100, no name twice.</summary>
    public ImmutableArray<DesiredDeployment> Deployments { get; init; } = [];

    /// <summary>What stands for the document of a fleet that was never given anything.</summary>
    public static DesiredDocument None(string fleet) => new() { Fleet = fleet, Revision = 0, Written = DateTimeOffset.MinValue };
}

/// <summary>One deployment. Its texts are as the fleet wrote them; the device checks what they mean.</summary>
internal sealed record DesiredDeployment
{
    /// <summary>1 to 63 characters.</summary>
    public required string Name { get; init; }

    /// <summary><c>Model</c> is the only type there is.</summary>
    public string Type { get; init; } = "Model";

    /// <summary><c>ROLLBACK_ON_FAILURE</c> or <c>DO_NOTHING</c>.</summary>
    public string FailureHandlingPolicy { get; init; } = "ROLLBACK_ON_FAILURE";

    /// <summary>What holds for all devices, whatever their stage says.</summary>
    public StandingOrder Order { get; init; } = StandingOrder.Run;

    /// <summary>The models, at most 100.</summary>
    public ImmutableArray<ModelDefinition> Definitions { get; init; } = [];

    /// <summary>Who gets it and when: 1 to 10, no name twice. A device takes part in the first that selects it.</summary>
    public ImmutableArray<DesiredStage> Stages { get; init; } = [];

    /// <summary>Names the contents, as results do (<see cref="FleetDeployment.Digest"/>).</summary>
    public string Digest => DeploymentDigest.Of(Name, Type, FailureHandlingPolicy, Definitions);
}

/// <summary>What holds for a deployment as a whole.</summary>
internal enum StandingOrder
{
    /// <summary>The stages decide.</summary>
    Run,

    /// <summary>An emergency stop: nobody begins, and what is not committed is undone.</summary>
    Abort,

    /// <summary>Everybody goes back to what was there before.</summary>
    RollBack,
}
