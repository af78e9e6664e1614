using Akka.Event;
using EdgeActors.Logging;

namespace EdgeActors.Deployment;

/// <summary>What the actors of deployments log.</summary>
internal static class DeploymentEvents
{
    [Advice("See the reason: network, keys, clock or the fleet's document. Models that are there go on; the fleet is asked again, within the poll interval at the latest.")]
    public static readonly ActorEvent<string, TimeSpan> FleetNotPolled = new(
        4200, LogLevel.WarningLevel, "The fleet cannot be asked for models ({Reason}); it is asked again in {Delay}");

    public static readonly PlainEvent FleetPolledAgain = new(4201, LogLevel.InfoLevel, "The fleet can be asked for models again");

    [Advice("Somebody has put an old document in the place of a newer one, by mistake or on purpose. The device keeps what it has; write the document anew.")]
    public static readonly ActorEvent<long, long> OldRevision = new(
        4202, LogLevel.WarningLevel, "The fleet's document has revision {Revision}, but {Seen} was seen before; it is not used");

    [Advice("Repair the deployment's name; without one that is legal nothing can be reported to the fleet either.")]
    public static readonly ActorEvent<string> DeploymentUnnamed = new(4203, LogLevel.WarningLevel, "A deployment is left out: {Fault}");

    public static readonly ActorEvent<string, string> DeploymentBegins = new(4204, LogLevel.InfoLevel, "Deployment {Name} begins, with {Models}");

    public static readonly ActorEvent<string> DeploymentHolds = new(4205, LogLevel.InfoLevel, "Deployment {Name} is done and holds");

    [Advice("See the reason. The models before it serve on, unless it says otherwise; the fleet is told. It is not tried again before the deployment changes.")]
    public static readonly ActorEvent<string, string> DeploymentFails = new(4206, LogLevel.WarningLevel, "Deployment {Name} has failed: {Reason}");

    [Advice("Nothing to do: the fleet wanted it so. It is tried again when the fleet orders so.")]
    public static readonly ActorEvent<string, string> DeploymentStops = new(4207, LogLevel.WarningLevel, "Deployment {Name} was stopped: {Reason}");

    [Advice("Nothing to do if it worked. A handle that could not be taken back is named with the reason; deploy a good version to it.")]
    public static readonly ActorEvent<string, string> DeploymentGoesBack = new(4208, LogLevel.WarningLevel, "Deployment {Name}: {Outcome}");

    [Advice("See the reason: network, keys, room on the disk. It is tried again for as long as the fleet wants it.")]
    public static readonly ActorEvent<string, TimeSpan, string> FetchWaits = new(
        4209, LogLevel.WarningLevel, "The package of model {Handle} cannot be fetched yet; it is tried again in {Delay}: {Reason}");

    [Advice("The model is at fault, or does not fit this device; see the reason, and the result that the fleet gets.")]
    public static readonly ActorEvent<string, string, string> ModelFailed = new(
        4210, LogLevel.WarningLevel, "Model {Handle} of deployment {Name} is no good: {Reason}");

    public static readonly ActorEvent<string, string> ModelUntried = new(
        4211, LogLevel.InfoLevel, "Model {Handle} is put into its place without a trial: {Reason}");

    [Advice("The disk is damaged or somebody has changed the files. The version before it serves, if there is one, and the package is fetched again.")]
    public static readonly ActorEvent<string, string> PackageDamaged = new(
        4212, LogLevel.ErrorLevel, "The stored package of model {Handle} is damaged: {Reason}");

    [Advice("See the reason, for example memory. It is tried again with each poll and at each start; its package stays.")]
    public static readonly ActorEvent<string, string> ModelNotRestored = new(
        4213, LogLevel.ErrorLevel, "The deployed model {Handle} cannot be put into its place: {Reason}");

    [Advice("The process or the actor ended while models were being tried, or there was no room for a run. It may be the model that does so each time; then the deployment fails.")]
    public static readonly ActorEvent<string, int, string> RunCutOff = new(
        4214, LogLevel.WarningLevel, "Deployment {Name} was cut off ({Times} times by now) and begins again, with the models before it in place: {Reason}");

    [Advice("A fault of the agent; the deployment begins again after a pause. Report it with the log before it.")]
    public static readonly ActorEvent<string> RunBroken = new(4215, LogLevel.ErrorLevel, "Deployment {Name} was cut off by a fault of the agent");

    [Advice("Look at the cause: rights of the data folder, a full or read-only disk. It is tried again by itself; models that are loaded serve on.")]
    public static readonly ActorEvent<string> DeploymentJournalUnusable = new(4216, LogLevel.ErrorLevel, "The journal of deployments cannot be {Done}");

    [Advice("The disk is damaged or was written by somebody else; check it. What can be read is recovered, and the fleet's document says what else is wanted.")]
    public static readonly ActorEvent<string, int> DeploymentRecordDamaged = new(
        4217, LogLevel.ErrorLevel, "A record of the journal of deployments ({Record}, {Bytes} bytes) is damaged and left out");

    [Advice("Look at the cause, most often a full or read-only disk. It is tried again after the next deployment; room is wasted until then.")]
    public static readonly ActorEvent<string> UpkeepFailed = new(4218, LogLevel.WarningLevel, "{Work} failed");

    public static readonly ActorEvent<TimeSpan> PollIntervalChanged = new(4219, LogLevel.InfoLevel, "The fleet is asked for models every {Interval} from now on");
}
