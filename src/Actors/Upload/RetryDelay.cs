namespace EdgeActors.Upload;

/// <summary>How long to wait after failures.</summary>
internal static class RetryDelay
{
    /// <summary>
    /// Anything between the shortest pause and one that doubles with each failure: full jitter, so that a fleet that lost its cloud together does
    /// not come back together. At least what the sink asked for.
    /// </summary>
    /// <param name="failures">In a row, at least 1.</param>
    /// <param name="asked">The sink's own wish.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="jitter">0 to 1.</param>
    public static TimeSpan Of(int failures, TimeSpan? asked, UploadOptions options, double jitter)
    {
        double shortest = options.MinBackoff.TotalMilliseconds;
        double longest = Math.Min(options.MaxBackoff.TotalMilliseconds, shortest * Math.Pow(2, Math.Min(failures, 40)));
        TimeSpan pause = TimeSpan.FromMilliseconds(shortest + (jitter * (longest - shortest)));
        TimeSpan wish = asked is not { } time ? TimeSpan.Zero : time < options.MaxRetryAfter ? time : options.MaxRetryAfter;
        return pause > wish ? pause : wish;
    }
}
