using EdgeActors.Pacing;

namespace EdgeActors.Upload;

/// <summary>How long to wait after failures.</summary>
internal static class RetryDelay
{
    /// <summary>
    /// As <see cref="FullJitter"/> says, and at least what the sink asked for.
    /// </summary>
    /// <param name="failures">In a row, at least 1.</param>
    /// <param name="asked">The sink's own wish.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="jitter">0 to 1.</param>
    public static TimeSpan Of(int failures, TimeSpan? asked, UploadOptions options, double jitter)
    {
        TimeSpan pause = FullJitter.Of(failures, options.MinBackoff, options.MaxBackoff, jitter);
        TimeSpan wish = asked is not { } time ? TimeSpan.Zero : time < options.MaxRetryAfter ? time : options.MaxRetryAfter;
        return pause > wish ? pause : wish;
    }
}
