namespace EdgeActors.Capture.Buffering;

/// <summary>
/// How long a capture that finds no room is told to stay away: half as long as there has been none, since what has lasted may last, within
/// the push period and <see cref="CaptureOptions.LongestRetryHint"/>.
/// </summary>
internal sealed class RetryHint(CaptureOptions options)
{
    private TimeSpan? _since;

    /// <summary>The time to say now, by the monotonic clock.</summary>
    public TimeSpan At(TimeSpan now)
    {
        TimeSpan half = (now - (_since ?? now)) / 2;
        TimeSpan grown = half > options.PushPeriod ? half : options.PushPeriod;
        return grown < options.LongestRetryHint ? grown : options.LongestRetryHint;
    }

    /// <summary>There is no room, as before or from now on.</summary>
    public void Refused(TimeSpan now) => _since ??= now;

    /// <summary>There was room.</summary>
    public void Accepted() => _since = null;
}
