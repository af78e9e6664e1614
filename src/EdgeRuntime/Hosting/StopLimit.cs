namespace EdgeActors.Hosting;

/// <summary>
/// The last resort of a stop: acts when the stop has not ended in time. It waits on a thread of its own, because a stop that
/// hangs may well hang for want of threads.
/// </summary>
internal sealed class StopLimit : IDisposable
{
    /// <summary>Time from the signal to the end of the process. Service managers kill after 5 s.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(4.6);

    private readonly ManualResetEventSlim _stopped = new();
    private readonly CancellationTokenRegistration _asked;
    private readonly TimeSpan _limit;
    private readonly Action _act;
    private Thread? _thread;

    /// <summary>Begins to wait when <paramref name="stop"/> fires.</summary>
    /// <param name="limit">How long the stop may take from then on.</param>
    /// <param name="act">What to do when it takes longer.</param>
    /// <param name="stop">The request to stop.</param>
    public StopLimit(TimeSpan limit, Action act, CancellationToken stop)
    {
        (_limit, _act) = (limit, act);
        _asked = stop.UnsafeRegister(static self => ((StopLimit)self!).Begin(), this);
    }

    /// <summary>The stop has ended: nothing will be done any more.</summary>
    public void Dispose()
    {
        _asked.Dispose();
        _stopped.Set();
        _thread?.Join();
        _stopped.Dispose();
    }

    private void Begin()
    {
        _thread = new Thread(Wait) { IsBackground = true, Name = "stop-limit" };
        _thread.Start();
    }

    private void Wait()
    {
        if (!_stopped.Wait(_limit))
        {
            _act();
        }
    }
}
