using System.Globalization;

namespace EdgeActors.ServiceManager;

/// <summary>What the service manager expects of a process that it watches over.</summary>
internal static class WatchdogTerms
{
    private const string Period = "WATCHDOG_USEC";
    private const string Process = "WATCHDOG_PID";

    // Longer ones fit no timer, and are as good as none.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>
    /// Time after which it ends the process if it has not heard from it; null when it does not watch this one.
    /// </summary>
    /// <param name="environment">Gives a variable's value, or null.</param>
    /// <param name="processId">This process's.</param>
    public static TimeSpan? From(Func<string, string?> environment, int processId)
    {
        bool isMine = environment(Process) is not { Length: > 0 } other
            || (int.TryParse(other, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id == processId);
        return isMine && long.TryParse(environment(Period), NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds)
            && microseconds > 0 && microseconds <= Longest.TotalMicroseconds
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }
}
