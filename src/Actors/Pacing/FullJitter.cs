namespace EdgeActors.Pacing;

/// <summary>
/// How long to wait after failures: anything between the shortest pause and one that doubles with each failure, so that a fleet that lost its cloud
/// together does not come back together.
/// </summary>
public static class FullJitter
{
    // 2 to the 40th is beyond every longest pause, and a product that stays finite.
    private const int MostDoublings = 40;

    /// <summary>The pause.</summary>
    /// <param name="failures">In a row, at least 1.</param>
    /// <param name="shortest">At least this.</param>
    /// <param name="longest">At most this.</param>
    /// <param name="jitter">0 to 1.</param>
    public static TimeSpan Of(int failures, TimeSpan shortest, TimeSpan longest, double jitter)
    {
        double least = shortest.TotalMilliseconds;
        double most = Math.Min(longest.TotalMilliseconds, least * Math.Pow(2, Math.Min(failures, MostDoublings)));
        return TimeSpan.FromMilliseconds(least + (jitter * (most - least)));
    }
}
