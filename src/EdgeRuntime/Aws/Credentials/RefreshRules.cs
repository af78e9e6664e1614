namespace EdgeActors.Aws.Credentials;

/// <summary>When to ask again. Pure; <c>draw</c> is a random number, 0 to 1, that keeps a fleet from asking in step.</summary>
internal static class RefreshRules
{
    private const double MarginJitter = 0.1;
    private const double RetryJitter = 0.2;
    private const int MostDoublings = 30;

    /// <summary>
    /// How long after they came keys are asked for anew: with <see cref="CredentialOptions.RefreshMargin"/> left, or a third of their
    /// life if that is less, and up to a tenth of that earlier.
    /// </summary>
    /// <param name="life">Their life; null for keys that do not expire.</param>
    /// <param name="options">The limits.</param>
    /// <param name="draw">0 to 1.</param>
    public static TimeSpan RefreshAfter(TimeSpan? life, CredentialOptions options, double draw)
    {
        if (life is not { } whole)
        {
            return options.RecheckPeriod;
        }

        TimeSpan margin = whole / 3 < options.RefreshMargin ? whole / 3 : options.RefreshMargin;
        return whole - (margin * (1 + (MarginJitter * draw)));
    }

    /// <summary>
    /// Time from the begin of a failed attempt to the begin of the next: doubles from <see cref="CredentialOptions.FirstRetryDelay"/> up to
    /// the longest, of which the draw takes up to a fifth.
    /// </summary>
    /// <param name="failures">Attempts that failed in a row, at least 1.</param>
    /// <param name="keysServe">Whether older keys are still valid, so that nothing is urgent.</param>
    /// <param name="options">The limits.</param>
    /// <param name="draw">0 to 1.</param>
    public static TimeSpan RetryAfter(int failures, bool keysServe, CredentialOptions options, double draw)
    {
        TimeSpan longest = keysServe ? options.LongestRetryDelay : options.LongestRetryDelayWithoutKeys;
        TimeSpan grown = options.FirstRetryDelay * Math.Pow(2, Math.Min(failures - 1, MostDoublings));
        TimeSpan delay = (grown < longest ? grown : longest) * (1 - (RetryJitter * draw));
        return delay > options.FirstRetryDelay ? delay : options.FirstRetryDelay;
    }
}
