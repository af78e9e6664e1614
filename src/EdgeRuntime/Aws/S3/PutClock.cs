namespace EdgeActors.Aws.S3;

/// <summary>Ends a put that stands still or creeps.</summary>
internal sealed class PutClock : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _idle;
    private readonly TimeSpan _total;
    private readonly long _start;
    private readonly CancellationTokenSource _end;
    private readonly ITimer _timer;

    /// <param name="idle">Longest time without <see cref="Progress"/>.</param>
    /// <param name="total">Longest time of all.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancelled">Ends the put as well.</param>
    public PutClock(TimeSpan idle, TimeSpan total, TimeProvider time, CancellationToken cancelled)
    {
        (_idle, _total, _time, _start) = (idle, total, time, time.GetTimestamp());
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        _timer = time.CreateTimer(_ => Expire(), null, idle, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when time is up or the caller wants no more.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>How long a put of so many bytes may take at most.</summary>
    public static TimeSpan LongestFor(long bytes, S3SinkOptions options) =>
        options.ProgressTimeout + TimeSpan.FromSeconds((double)bytes / options.SlowestRate);

    /// <summary>
    /// How long it may stand still: the system takes the last <see cref="S3Connection.SendBuffer"/> bytes at once and sends them unseen, so
    /// their time is added.
    /// </summary>
    public static TimeSpan StillFor(long bytes, S3SinkOptions options) =>
        options.ProgressTimeout + TimeSpan.FromSeconds((double)Math.Min(bytes, S3Connection.SendBuffer) / options.SlowestRate);

    /// <summary>A byte has been taken or an answer has come.</summary>
    public void Progress()
    {
        TimeSpan left = _total - _time.GetElapsedTime(_start);
        TimeSpan next = left < _idle ? left : _idle;
        _timer.Change(next > TimeSpan.Zero ? next : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _end.Dispose();
    }

    private void Expire()
    {
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The put ended while the timer fired: there is nothing left to end.
        }
    }
}
