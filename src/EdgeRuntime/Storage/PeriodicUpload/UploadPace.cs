using EdgeActors.Configuration.Reload;

namespace EdgeActors.Storage.PeriodicUpload;

/// <summary>How fast objects go, and how long the pause is while the cloud is away.</summary>
internal sealed class UploadPace(LiveValue<PeriodicUploadOptions> options, TimeProvider time, Random random)
{
    private readonly TimeSpan _gap = TimeSpan.FromSeconds(1.0 / options.Current.ObjectsPerSecond);
    private long? _last;
    private int _failures;

    /// <summary>Waits until the next object may go.</summary>
    public async Task NextAsync(CancellationToken cancelled)
    {
        TimeSpan left = _last is { } last ? _gap - time.GetElapsedTime(last) : TimeSpan.Zero;
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, cancelled);
        }

        _last = time.GetTimestamp();
    }

    /// <summary>The pause after a walk that ended well.</summary>
    public TimeSpan AfterSuccess()
    {
        _failures = 0;
        return options.Current.Period;
    }

    /// <summary>The pause after a walk that the cloud ended: doubled each time up to the longest, half of it by chance.</summary>
    /// <param name="asked">What the cloud asked for, at least.</param>
    public TimeSpan AfterFailure(TimeSpan? asked)
    {
        double doubled = options.Current.Period.TotalSeconds * Math.Pow(2, Math.Min(_failures++, 30));
        double longest = Math.Min(doubled, options.Current.LongestPause.TotalSeconds);
        TimeSpan pause = TimeSpan.FromSeconds(longest * (0.5 + (random.NextDouble() / 2)));
        return asked > pause ? asked.Value : pause;
    }
}
