namespace EdgeActors.Capture.Buffering;

/// <summary>
/// Since when each waiting capture waits, by the monotonic clock: the device's clock may jump by days either way, and neither a storm nor
/// a standstill may follow.
/// </summary>
/// <param name="period">Longest wait, which may change.</param>
internal sealed class PushClock(Func<TimeSpan> period)
{
    private readonly Queue<TimeSpan> _since = [];

    /// <summary>When the oldest has waited long enough; null when none waits.</summary>
    public TimeSpan? Due => _since.TryPeek(out TimeSpan oldest) ? oldest + period() : null;

    public void Arrived(TimeSpan now) => _since.Enqueue(now);

    /// <summary>The oldest wait no more.</summary>
    public void Left(int count)
    {
        for (int i = 0; i < count && _since.Count > 0; i++)
        {
            _since.Dequeue();
        }
    }

    /// <summary>So many wait, from now on: after a start, or when a batch could not be formed.</summary>
    public void Restart(int count, TimeSpan now)
    {
        _since.Clear();
        for (int i = 0; i < count; i++)
        {
            _since.Enqueue(now);
        }
    }
}
