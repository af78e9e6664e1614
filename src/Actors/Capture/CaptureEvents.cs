using Akka.Event;
using EdgeActors.Logging;

namespace EdgeActors.Capture;

/// <summary>What the actors of captured data log.</summary>
internal static class CaptureEvents
{
    [Advice("The bucket or folder was away or slow at the stop. Set DbEnable (--durable) to have captures outlive it.")]
    public static readonly ActorEvent<long> CapturesLostAtStop = new(
        3000, LogLevel.WarningLevel, "{Captures} captures were not delivered before the stop and are lost, because DbEnable is off");

    [Advice("The store finds fault with one capture while it takes others; its status is FAILED. The reason says what: often a name, a size or a policy.")]
    public static readonly ActorEvent<int, string> CaptureGivenUp = new(
        3001, LogLevel.WarningLevel, "Bucket or folder refused a capture {Times} times while it took others; it is given up: {Reason}");

    [Advice("Nothing to do yet: the others go on, and these are tried alone. Those that are refused again are given up (CaptureGivenUp).")]
    public static readonly ActorEvent<int, string> CapturesSetApart = new(
        3002, LogLevel.WarningLevel, "Bucket or folder refuses {Captures} captures while it takes others; they are tried again apart: {Reason}");

    [Advice("A fault of the agent; captures are kept, and it goes on by itself. Report it with the log at Debug if it comes again.")]
    public static readonly ActorEvent<TimeSpan> UploaderRestarts = new(
        3003, LogLevel.ErrorLevel, "The uploader failed; it is started again in {Delay}, and captures are kept meanwhile");

    [Advice("The disk or the files of the spool are damaged: check the disk (kernel log, SMART). Clients were told OK for these captures.")]
    public static readonly ActorEvent<int, string> CapturesUnreadable = new(
        3100, LogLevel.ErrorLevel, "{Captures} accepted captures cannot be read from the spool and are lost: {Reason}");

    [Advice("The file failed its checks; it is kept in spool/damaged to be looked at. Check the disk.")]
    public static readonly ActorEvent<string> SpoolFileDamaged = new(3101, LogLevel.ErrorLevel, "A damaged file of the spool was set aside: {File}");

    [Advice("Files of the spool were removed or damaged while the agent was down. Check the disk, and who else writes into the data folder.")]
    public static readonly ActorEvent<long> CapturesMissing = new(
        3102, LogLevel.ErrorLevel, "{Captures} accepted captures are lost: their files are missing or damaged");

    [Advice("The disk is damaged or was written by somebody else. What can be read is recovered; check the disk.")]
    public static readonly ActorEvent<string, int> JournalRecordDamaged = new(
        3103, LogLevel.WarningLevel, "A record of the capture journal ({Record}, {Bytes} bytes) is damaged and left out; what else is there is recovered");

    [Advice("Look at the cause: rights of the data folder, a full or read-only disk. It is tried again by itself, and predictions are not affected.")]
    public static readonly PlainEvent SpoolUnreadable = new(
        3104, LogLevel.ErrorLevel, "The spool cannot be read; captures are refused until it can, predictions go on");

    [Advice("Look at the cause: rights of the data folder, a full or read-only disk. It is tried again by itself, and predictions are not affected.")]
    public static readonly ActorEvent<string> JournalUnusable = new(
        3105, LogLevel.ErrorLevel, "The capture journal cannot be {Done}; captures are refused until it can, predictions go on");

    [Advice("The bucket or folder has been away longer than the spool can hold captures. Bring it back, or give edgeactors_spool_budget more.")]
    public static readonly PlainEvent CapturesEvicted = new(
        3106, LogLevel.WarningLevel, "The spool is over its budget: its oldest batches are dropped for newer ones, see the count of evicted captures");

    [Advice("Look at the cause, most often a full or read-only disk. It is tried again by itself; TroubleOver tells when it works.")]
    public static readonly ActorEvent<string> TroubleBegan = new(
        3107, LogLevel.WarningLevel, "{Work} fails; it is tried again, and said once only until it works");

    public static readonly ActorEvent<string> TroubleOver = new(3108, LogLevel.InfoLevel, "{Work} works again");

    [Advice("Something removed or replaced journal.db in the data folder while the agent ran. What was accepted before is still delivered: wait until capture status says so, then restart the agent.")]
    public static readonly PlainEvent JournalLost = new(
        3109, LogLevel.ErrorLevel, "The capture journal is lost: new captures are refused, those accepted before are delivered from memory, predictions go on");
}
