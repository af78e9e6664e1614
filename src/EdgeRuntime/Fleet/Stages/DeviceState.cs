using EdgeActors.Fleet.Documents;

namespace EdgeActors.Fleet.Stages;

/// <summary>How far a device of a stage is (contract §6).</summary>
internal enum DeviceState
{
    /// <summary>Not asked yet, or not heard of since it was.</summary>
    ReadyToDeploy,

    /// <summary>Asked, heard of since, and not done.</summary>
    InProgress,

    /// <summary>It has what was desired.</summary>
    Deployed,

    /// <summary>It could not, and says why.</summary>
    Failed,

    /// <summary>The stage stops; the device may have begun before it did, and then goes on to its end.</summary>
    Stopping,

    /// <summary>The stage has stopped, and the device has not begun or has gone back.</summary>
    Stopped,
}

/// <summary>How a deployment ended on a device.</summary>
internal enum DeviceOutcome
{
    /// <summary>No result of these contents is there.</summary>
    None,

    /// <summary>It succeeded.</summary>
    Succeeded,

    /// <summary>It failed.</summary>
    Failed,
}

/// <summary>What the fleet's tree says about one device of a stage.</summary>
/// <param name="Name">The device.</param>
/// <param name="Outcome">Its result.</param>
/// <param name="LastHeard">Time of its newest heartbeat; null when none is known.</param>
internal sealed record StageDevice(string Name, DeviceOutcome Outcome, DateTimeOffset? LastHeard = null);

/// <summary>Reads a device's state from what is known. Pure.</summary>
internal static class DeviceStates
{
    /// <summary>The state of a device in a stage. A device says nothing while it is at work, so one that is alive counts as being so.</summary>
    public static DeviceState Of(DesiredStage stage, StageDevice device)
    {
        bool isHeard = device.LastHeard is { } heard && stage.Started is { } started && heard >= started;
        return device.Outcome switch
        {
            DeviceOutcome.Succeeded => DeviceState.Deployed,
            DeviceOutcome.Failed => DeviceState.Failed,
            _ => stage.State switch
            {
                StageState.ReadyToDeploy => DeviceState.ReadyToDeploy,
                StageState.InProgress or StageState.Deployed => isHeard ? DeviceState.InProgress : DeviceState.ReadyToDeploy,
                StageState.Stopping => isHeard ? DeviceState.Stopping : DeviceState.Stopped,
                _ => DeviceState.Stopped,
            },
        };
    }
}
