using Akka.Event;
using EdgeActors.Logging;

namespace EdgeActors.Hosting;

/// <summary>What the supervisor logs.</summary>
internal static class SupervisorEvents
{
    [Advice("A prediction or an upload took longer than the stop may. Captures on stable storage (DbEnable) go on at the next start.")]
    public static readonly ActorEvent<TimeSpan, IEnumerable<string>> StopIncomplete = new(
        1010, LogLevel.WarningLevel, "Not everything ended within {Time}; what still runs goes with the process: {Running}");

    [Advice("A fault of the agent. The service manager starts it again and models have to be loaded again; report it with the log before it.")]
    public static readonly PlainEvent RegistryGivenUp = new(
        1011, LogLevel.ErrorLevel, "The model registry keeps failing; the agent ends so that it can be started afresh");
}
