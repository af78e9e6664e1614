using System.Diagnostics;

namespace EdgeActors.FaultKit;

/// <summary>Limits of <see cref="Faults"/>.</summary>
public sealed record FaultOptions
{
    /// <summary>Steps of the trace that are kept, the newest ones; 1 to 10,000,000. Default: 100,000.</summary>
    public int MaxTraceSteps { get; init; } = 100_000;

    /// <summary>Kinds of points that are counted; what arrives at more of them meets no fault. 1 to 10,000,000. Default: 100,000.</summary>
    public int MaxPlaces { get; init; } = 100_000;

    /// <summary>How to end the process. Default: as <c>kill -9</c> does.</summary>
    public Action Kill { get; init; } = KillThisProcess;

    internal FaultOptions Checked()
    {
        Check(nameof(MaxTraceSteps), MaxTraceSteps);
        Check(nameof(MaxPlaces), MaxPlaces);
        return this;
    }

    private static void Check(string name, int value)
    {
        if (value is < 1 or > 10_000_000)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give it a value from 1 to 10,000,000.");
        }
    }

    private static void KillThisProcess()
    {
        using Process self = Process.GetCurrentProcess();
        self.Kill();
        // The signal may take effect a moment later; nothing of this thread's work may happen in between.
        Thread.CurrentThread.Join();
    }
}
