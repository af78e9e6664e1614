using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;

namespace EdgeActors.Fleet.Stages;

/// <summary>States in the words of the vendor's service (contract §6).</summary>
internal static class StateNames
{
    private const string Starting = "STARTING";

    /// <summary>For example <c>READYTODEPLOY</c>.</summary>
    public static string Of(StageState state) => DocumentWords.States.Of(state);

    /// <summary>The same of a device.</summary>
    public static string Of(DeviceState state) => state.ToString().ToUpperInvariant();

    /// <summary>A stage that was started and of which no device was heard since is STARTING, which no document says.</summary>
    public static string Of(DesiredStage stage, StageTally devices) =>
        stage.State == StageState.InProgress && devices.Selected > 0 && devices.Count(DeviceState.ReadyToDeploy) == devices.Selected
            ? Starting
            : Of(stage.State);
}
