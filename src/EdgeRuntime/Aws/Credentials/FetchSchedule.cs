namespace EdgeActors.Aws.Credentials;

/// <summary>
/// Decides when the next fetch begins, and sees that two begin at least <see cref="CredentialOptions.FirstRetryDelay"/> apart. The cache
/// calls it under its lock only; the timer fires outside of it.
/// </summary>
internal sealed class FetchSchedule : IDisposable
{
    private readonly CredentialOptions _options;
    private readonly TimeProvider _clock;
    private readonly Random _jitter;
    private readonly ITimer _next;
    private long _lastBegin;
    private int _failures;
    private bool _hastened;

    /// <summary>Makes a schedule in which nothing is due.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="clock">Gives the timer.</param>
    /// <param name="jitter">Spreads the fetches of a fleet.</param>
    /// <param name="begin">Called when a fetch is due.</param>
    public FetchSchedule(CredentialOptions options, TimeProvider clock, Random jitter, Action begin)
    {
        (_options, _clock, _jitter) = (options, clock, jitter);
        _next = clock.CreateTimer(_ => begin(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan SinceLastBegin => _clock.GetElapsedTime(_lastBegin);

    /// <summary>A fetch begins now.</summary>
    public void Began() => (_lastBegin, _hastened) = (_clock.GetTimestamp(), false);

    /// <summary>There are new keys with this life; null for keys that do not expire.</summary>
    public void Succeeded(TimeSpan? life)
    {
        _failures = 0;
        Due(SinceLastBegin + RefreshRules.RefreshAfter(life, _options, _jitter.NextDouble()));
    }

    /// <summary>A fetch failed while the keys at hand, if any, are good for <paramref name="left"/>.</summary>
    public void Failed(TimeSpan left)
    {
        _failures++;
        TimeSpan retry = RefreshRules.RetryAfter(_failures, left > TimeSpan.Zero, _options, _jitter.NextDouble());
        // Not past the end of the old keys: from then on it is urgent.
        Due(left > TimeSpan.Zero && left < retry ? SinceLastBegin + left : retry);
    }

    /// <summary>
    /// Somebody needs keys and there are none that serve: the timer knows the monotonic clock only, so a jump of the time of day is noticed
    /// by who asks. Counts once until the next fetch begins.
    /// </summary>
    public void Hasten()
    {
        if (!_hastened)
        {
            _hastened = true;
            Due(_failures == 0 ? TimeSpan.Zero : RefreshRules.RetryAfter(_failures, false, _options, _jitter.NextDouble()));
        }
    }

    /// <summary>The next fetch had to wait for one that hung, which has ended.</summary>
    public void Resume() => Due(TimeSpan.Zero);

    /// <summary>Nothing is due any more.</summary>
    public void Dispose() => _next.Dispose();

    private void Due(TimeSpan afterLastBegin)
    {
        TimeSpan spaced = afterLastBegin > _options.FirstRetryDelay ? afterLastBegin : _options.FirstRetryDelay;
        TimeSpan due = spaced - SinceLastBegin;
        _next.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
