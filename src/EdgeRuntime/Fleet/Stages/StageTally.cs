using System.Collections.Immutable;
using EdgeActors.Fleet.Documents;

namespace EdgeActors.Fleet.Stages;

/// <summary>The devices of a stage, counted.</summary>
/// <param name="States">State of each device, by name.</param>
internal sealed record StageTally(ImmutableSortedDictionary<string, DeviceState> States)
{
    /// <summary>How many take part.</summary>
    public int Selected => States.Count;

    /// <summary>How many have what was desired.</summary>
    public int Deployed => Count(DeviceState.Deployed);

    /// <summary>How many could not.</summary>
    public int Failed => Count(DeviceState.Failed);

    /// <summary>How many have not said how it ended.</summary>
    public int Open => Selected - Deployed - Failed;

    /// <summary>Counts the devices of a stage.</summary>
    public static StageTally Of(DesiredStage stage, IEnumerable<StageDevice> devices) => new(
        devices.ToImmutableSortedDictionary(device => device.Name, device => DeviceStates.Of(stage, device), StringComparer.Ordinal));

    /// <summary>Counts the devices of every stage of a deployment, by the stage's name; each takes part in the first that selects it.</summary>
    public static ImmutableDictionary<string, StageTally> OfAll(DesiredDeployment deployment, IEnumerable<StageDevice> devices)
    {
        ILookup<string?, StageDevice> byStage = devices.ToLookup(device => StageSelection.StageOf(deployment, device.Name)?.Name, StringComparer.Ordinal);
        return deployment.Stages.ToImmutableDictionary(stage => stage.Name, stage => Of(stage, byStage[stage.Name]), StringComparer.Ordinal);
    }

    /// <summary>How many are in a state.</summary>
    public int Count(DeviceState state) => States.Values.Count(one => one == state);
}
