using EdgeActors.Pacing;

namespace EdgeActors.Heartbeats.Outgoing;

/// <summary>When something may be tried again: after a failure later each time, of a backlog one after the other. By the monotonic clock.</summary>
internal sealed class HeartbeatPace(HeartbeatOptions options, Random random)
{
    private int _failures;
    private TimeSpan _resume;

    /// <summary>Why it does not work; null when it does.</summary>
    public string? Trouble { get; private set; }

    /// <summary>How long to wait still.</summary>
    public TimeSpan Wait(TimeSpan now) => _resume > now ? _resume - now : TimeSpan.Zero;

    /// <summary>It did not work. True when that is news.</summary>
    public bool Fail(TimeSpan now, string reason)
    {
        bool isNews = Trouble is null;
        Trouble = reason;
        _resume = now + FullJitter.Of(++_failures, options.MinBackoff, options.MaxBackoff, random.NextDouble());
        return isNews;
    }

    /// <summary>It worked. True when that is news.</summary>
    /// <param name="now">The time.</param>
    /// <param name="backlog">Whether there is more to do.</param>
    public bool Succeed(TimeSpan now, bool backlog)
    {
        bool isNews = Trouble is not null;
        (_failures, Trouble) = (0, null);
        _resume = backlog ? now + (options.BacklogPause * (0.5 + random.NextDouble())) : TimeSpan.Zero;
        return isNews;
    }
}
