using System.Diagnostics;

namespace Akka.Actor;

/// <summary>What a parent keeps of a child: whether it is on its way out, and how often it was restarted in the current window.</summary>
internal sealed class ChildStats(LocalActorRef child)
{
    private int _restarts;
    private long? _windowStart;

    public LocalActorRef Child { get; } = child;

    public bool IsStopping { get; set; }

    /// <summary>Counts a wish to restart and answers it. A negative number means no limit; a window without a number means one restart per window.</summary>
    public bool RequestRestart(int maxRetries, int withinMilliseconds)
    {
        if (maxRetries == 0)
        {
            return false;
        }

        if (withinMilliseconds <= 0)
        {
            return maxRetries < 0 || ++_restarts <= maxRetries;
        }

        return RequestInWindow(maxRetries > 0 ? maxRetries : 1, withinMilliseconds);
    }

    private bool RequestInWindow(int maxRetries, int withinMilliseconds)
    {
        var now = Stopwatch.GetTimestamp();
        _windowStart ??= now;
        if (Stopwatch.GetElapsedTime(_windowStart.Value, now).TotalMilliseconds <= withinMilliseconds)
        {
            return ++_restarts <= maxRetries;
        }

        _restarts = 1;
        _windowStart = now;
        return true;
    }
}
