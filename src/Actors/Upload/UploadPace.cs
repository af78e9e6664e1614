namespace EdgeActors.Upload;

/// <summary>
/// When the uploader may go on: the pause after failures, and the pace after an outage. By the monotonic clock.
/// </summary>
internal sealed class UploadPace(UploadOptions options, Random random)
{
    private int _failures;
    private TimeSpan _resume;
    private TimeSpan _next;

    /// <summary>Why the sink takes nothing; null when it does.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Whether a backlog is drained at the bounded rate.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>The agent stops: no pace, and pauses stay short.</summary>
    public bool IsHurried { get; private set; }

    /// <summary>How long an ordinary batch has to wait.</summary>
    public TimeSpan Wait(TimeSpan now)
    {
        TimeSpan until = IsDraining && !IsHurried && _next > _resume ? _next : _resume;
        return until > now ? until - now : TimeSpan.Zero;
    }

    public void Hurry()
    {
        IsHurried = true;
        _resume = TimeSpan.Zero;
    }

    /// <summary>An ordinary batch begins.</summary>
    public void Begin(TimeSpan now) => _next = now + TimeSpan.FromSeconds(1 / options.DrainBatchesPerSecond);

    /// <summary>The sink takes nothing. True when that is news.</summary>
    /// <param name="now">By the monotonic clock.</param>
    /// <param name="reason">Why not.</param>
    /// <param name="asked">The shortest pause that the sink itself asked for.</param>
    /// <param name="within">The longest pause that makes sense.</param>
    /// <param name="stored">Objects that it took all the same: a sink that throttles is no sink that is away, so pauses do not go on growing.</param>
    public bool Fail(TimeSpan now, string reason, TimeSpan? asked, TimeSpan? within = null, int stored = 0)
    {
        _failures = stored > 0 ? 1 : _failures + 1;
        TimeSpan pause = RetryDelay.Of(IsHurried ? 1 : _failures, asked, options, random.NextDouble());
        pause = pause > within ? within.Value : pause;
        _resume = now + (IsHurried && pause > options.MinBackoff ? options.MinBackoff : pause);
        bool isNews = Trouble is null;
        Trouble = reason;
        return isNews;
    }

    /// <summary>The sink took something. True when that is news.</summary>
    public bool Succeed()
    {
        _failures = 0;
        _resume = TimeSpan.Zero;
        if (Trouble is null)
        {
            return false;
        }

        (Trouble, IsDraining) = (null, true);
        return true;
    }

    /// <summary>Nothing waits any more.</summary>
    public void Drained() => IsDraining = false;
}
