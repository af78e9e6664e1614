using Akka.Event;
using EdgeActors.Logging;

namespace EdgeActors.Upload;

/// <summary>What the uploader logs.</summary>
internal static class UploadEvents
{
    [Advice("The bucket or the capture folder cannot be written: see the reason for network, credentials, rights or space. Captures wait within their budget.")]
    public static readonly ActorEvent<string> SinkAway = new(
        3200, LogLevel.WarningLevel, "Captured data cannot be stored for now; they are kept and tried again: {Reason}");

    public static readonly PlainEvent SinkBack = new(3201, LogLevel.InfoLevel, "Captured data are stored again");
}
