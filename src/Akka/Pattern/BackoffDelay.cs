namespace Akka.Pattern;

internal static class BackoffDelay
{
    /// <summary>min·2ⁿ, at most max, stretched by up to the random factor.</summary>
    public static TimeSpan Of(int restarts, TimeSpan min, TimeSpan max, double randomFactor, Random random)
    {
        var grown = restarts >= 30 ? max.TotalMilliseconds : Math.Min(max.TotalMilliseconds, min.TotalMilliseconds * Math.Pow(2, restarts));
        return TimeSpan.FromMilliseconds(grown * (1.0 + (random.NextDouble() * randomFactor)));
    }
}
