using System.Threading.Channels;

namespace EdgeActors.Greengrass.Ipc;

/// <summary>What the agent and the nucleus have to tell each other, whichever connection there is. Thread-safe.</summary>
internal sealed class ComponentBoard
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One wake-up, however many events: what a nucleus can make this process keep is bounded.
    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile ComponentConfiguration? _configuration;
    private volatile ComponentState _state;
    private int _stale;

    /// <summary>Called with each configuration that differs from the one before.</summary>
    public Action<ComponentConfiguration>? Changed { get; set; }

    /// <summary>The latest that was read; null before the first.</summary>
    public ComponentConfiguration? Configuration => _configuration;

    /// <summary>Ends when the first configuration has been read.</summary>
    public Task First => _first.Task;

    /// <summary>What the nucleus should know.</summary>
    public ComponentState State
    {
        get => _state;
        set
        {
            _state = value;
            _work.Writer.TryWrite(true);
        }
    }

    /// <summary>The nucleus has something new.</summary>
    public void Expire()
    {
        Interlocked.Exchange(ref _stale, 1);
        _work.Writer.TryWrite(true);
    }

    /// <summary>Whether it had something new since this was last asked.</summary>
    public bool TakeExpired() => Interlocked.Exchange(ref _stale, 0) == 1;

    /// <summary>Waits until there is something to do.</summary>
    public async Task WorkAsync(CancellationToken cancelled) => await _work.Reader.ReadAsync(cancelled);

    /// <summary>Keeps what was read.</summary>
    public void Keep(ComponentConfiguration read)
    {
        ComponentConfiguration? before = _configuration;
        _configuration = read;
        if (!read.Equals(before))
        {
            Changed?.Invoke(read);
        }

        // Last, so that whoever waited for it finds it with everybody who was to be told.
        _first.TrySetResult();
    }
}
