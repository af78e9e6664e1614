using Akka.Event;
using EdgeActors.Logging;

namespace EdgeActors.Heartbeats;

/// <summary>What registration and heartbeats log.</summary>
internal static class HeartbeatEvents
{
    public static readonly ActorEvent<string> DeviceActive = new(4040, LogLevel.InfoLevel, "This device is registered with {Fleet}");

    [Advice("Register the device with its fleet, or correct the names of fleet and device. Until then heartbeats are kept; predictions and captures go on.")]
    public static readonly ActorEvent<string, string> DeviceInactive = new(
        4041, LogLevel.WarningLevel, "{Fleet} does not know the device {Device} or not as active; heartbeats are kept until it does");

    [Advice("Nothing to do if the network is away: it is asked again. Else see the reason for address, keys or rights.")]
    public static readonly ActorEvent<string, string> RegistrationUnknown = new(
        4042, LogLevel.WarningLevel, "{Fleet} does not say whether this device is registered; what it last said holds on: {Reason}");

    [Advice("Nothing to do if the network is away: heartbeats are kept and sent later. Else see the reason for address, keys or rights.")]
    public static readonly ActorEvent<string, string> HeartbeatsHeldUp = new(
        4100, LogLevel.WarningLevel, "Heartbeats do not reach {Fleet} for now; they are kept and tried again: {Reason}");

    public static readonly ActorEvent<string, int> HeartbeatsAgain = new(4101, LogLevel.InfoLevel, "Heartbeats reach {Fleet} again; {Waiting} more wait");

    [Advice("The fleet takes other heartbeats and not this one; look at its log for the reason. Nothing else is lost.")]
    public static readonly ActorEvent<DateTimeOffset, string> HeartbeatGivenUp = new(
        4102, LogLevel.WarningLevel, "The heartbeat of {Time} is given up: the fleet cannot use it: {Reason}");

    [Advice("The fleet will not hear how this deployment ended, but the device did what it says. Look at the fleet's log for the reason.")]
    public static readonly ActorEvent<string, string> ResultGivenUp = new(
        4103, LogLevel.WarningLevel, "The result of the deployment {Deployment} is given up: the fleet cannot use it: {Reason}");

    [Advice("Look at the cause: rights of the data folder, a full or damaged disk. It is tried again by itself, and predictions are not affected.")]
    public static readonly ActorEvent<string> HeartbeatJournalUnusable = new(
        4104, LogLevel.ErrorLevel, "The journal of heartbeats cannot be {Action}; they begin anew after a pause, predictions go on");

    [Advice("The disk is damaged or was written by somebody else. What can be read is recovered; check the disk.")]
    public static readonly ActorEvent<string, int> HeartbeatRecordDamaged = new(
        4105, LogLevel.WarningLevel, "A record of the journal of heartbeats ({Record}, {Bytes} bytes) is damaged and left out");

    [Advice("The disk is full or damaged; see the cause. It is tried again by itself.")]
    public static readonly ActorEvent<string> HeartbeatUpkeepFailed = new(4106, LogLevel.WarningLevel, "{Action} failed; it is tried again");
}
