using Microsoft.Extensions.Logging;

namespace EdgeActors.Logging;

/// <summary>
/// Numbers for what is logged by parts that are not ours and have none, or have numbers of their own that mean something else here.
/// </summary>
internal static class ForeignEvents
{
    /// <summary>What the journal and the snapshots say for themselves.</summary>
    [Advice("The database of captures says so by itself; see the text for file and cause. What it means for captures is logged beside it (3100 to 3199).")]
    public static readonly EventId Persistence = new(3190, nameof(Persistence));

    /// <summary>Supervision, dead letters and the like.</summary>
    [Advice("The actor system says so by itself: an actor failed and was started again, or a message found nobody. Report errors with the log at Debug.")]
    public static readonly EventId ActorSystem = new(1020, nameof(ActorSystem));

    /// <summary>The web server below gRPC.</summary>
    [Advice("The server below gRPC says so by itself. What it says about single clients is at Debug.")]
    public static readonly EventId SocketServer = new(1290, nameof(SocketServer));

    /// <summary>What starts and stops the parts.</summary>
    [Advice("The host that starts and stops the agent's parts says so by itself; an error here comes with the reason why the agent does not start.")]
    public static readonly EventId Host = new(1021, nameof(Host));

    /// <summary>Number and name to log with.</summary>
    public static EventId Numbered(EventId id, string category) => category switch
    {
        _ when category.StartsWith("Akka.Persistence", StringComparison.Ordinal) => Persistence,
        _ when category.StartsWith("Akka", StringComparison.Ordinal) => ActorSystem,
        _ when category.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) => SocketServer,
        _ when category.StartsWith("Microsoft", StringComparison.Ordinal) => Host,
        // An actor of ours that failed: its supervisor speaks for it.
        _ when id.Id == 0 => ActorSystem,
        _ => id,
    };
}
