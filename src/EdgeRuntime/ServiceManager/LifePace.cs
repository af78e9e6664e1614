namespace EdgeActors.ServiceManager;

/// <summary>How often the agent has to prove that it works.</summary>
/// <param name="Period">Time between two rounds.</param>
/// <param name="Bound">Time that a round has. With the period it stays below what a service manager waits.</param>
internal sealed record LifePace(TimeSpan Period, TimeSpan Bound)
{
    private const int RoundsPerWatchdog = 2;
    private const int BoundsPerWatchdog = 4;

    /// <summary>Without a service manager that asks for another: every 30 s, answered within 15 s.</summary>
    public static LifePace Default { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15));

    /// <summary>Rounds in a row that fail before the agent says that it is wedged.</summary>
    public int FailuresToTell { get; } = 3;

    /// <summary>
    /// Half of what the service manager waits, as it wants it, and a quarter for the answers: a beat that comes last in its time
    /// is still in time for the service manager.
    /// </summary>
    public static LifePace Of(TimeSpan? watchdog) =>
        watchdog is { } wait ? new LifePace(wait / RoundsPerWatchdog, wait / BoundsPerWatchdog) : Default;
}
