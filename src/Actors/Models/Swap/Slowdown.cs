using System.Globalization;

namespace EdgeActors.Models.Swap;

/// <summary>Compares how long runs of two models take. Pure.</summary>
internal static class Slowdown
{
    /// <summary>Why the new model is too slow, with both times; null when it is not.</summary>
    public static string? Fault(TimeSpan now, TimeSpan before, GateOptions options)
    {
        double most = Math.Max(before.TotalMilliseconds * options.MaxSlowdown, before.TotalMilliseconds + options.SlowdownFloor.TotalMilliseconds);
        return now.TotalMilliseconds <= most
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"a run takes {now.TotalMilliseconds:0.###} ms where the model before it takes {before.TotalMilliseconds:0.###} ms; at most {most:0.###} ms are allowed");
    }
}
