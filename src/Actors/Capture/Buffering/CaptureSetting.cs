using Akka.Actor;

namespace EdgeActors.Capture.Buffering;

/// <summary>What a capture buffer works with; the same for every life of its actor.</summary>
/// <param name="Options">Limits and periods at the start of the process.</param>
/// <param name="Spool">Where payloads and sealed batches are.</param>
/// <param name="Uploader">The actor that delivers batches, a child of the buffer.</param>
internal sealed record CaptureSetting(CaptureOptions Options, ISpool Spool, Props Uploader)
{
    /// <summary>Why the journal rejected a write. Default: always <see cref="JournalFault.Broken"/>.</summary>
    public Func<Exception, JournalFault> FaultOf { get; init; } = static _ => JournalFault.Broken;

    /// <summary>Refuses for the actor while its buffer is full.</summary>
    public CaptureDoor Door { get; } = new();

    /// <summary>Shows what there is.</summary>
    public CaptureGauge Gauge { get; init; } = new();

    /// <summary>What outlives the actor.</summary>
    public CaptureLife Life { get; } = new();
}

/// <summary>What a life of the buffer's actor hands to the next.</summary>
internal sealed class CaptureLife
{
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private string? _fault;
    private CaptureTuning? _tuning;
    private long _generation;

    /// <summary>Highest number that was given to a capture in this process.</summary>
    public long HighestCapture { get; set; }

    /// <summary>What the options are by now. Used on the turn of the one actor that lives.</summary>
    public CaptureOptions Tuned(CaptureOptions options) => _tuning?.ApplyTo(options) ?? options;

    /// <summary>Keeps other limits for this life and the next; false when newer ones hold already.</summary>
    public bool Tune(CaptureTuning tuning, long generation)
    {
        if (generation <= _generation)
        {
            return false;
        }

        (_tuning, _generation) = (tuning, generation);
        return true;
    }

    /// <summary>What has kept the buffer from working since it last did, for clients; null when nothing has. Any thread may ask.</summary>
    public string? Fault => Volatile.Read(ref _fault);

    /// <summary>Says what keeps the buffer from working.</summary>
    /// <returns>Whether this is the first failure since it last worked: only that one is an Error in the log.</returns>
    public bool Fails(string what, Exception cause) => Interlocked.Exchange(ref _fault, $"{what}: {cause.Message.TrimEnd('.')}") is null;

    /// <summary>The buffer works.</summary>
    public void Works() => Volatile.Write(ref _fault, null);

    /// <summary>Starts work of the spool that a next life has to wait for.</summary>
    public Task Track(Func<Task> work)
    {
        // On another thread, since a spool may do much before its first await.
        Task running = Task.Run(work);
        lock (_gate)
        {
            _running.Add(running);
        }

        _ = running.ContinueWith(Forget, TaskScheduler.Default);
        return running;
    }

    /// <summary>Ends when no work of an earlier life is left.</summary>
    public async Task IdleAsync()
    {
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Forget(Task done)
    {
        lock (_gate)
        {
            _running.Remove(done);
        }
    }
}
