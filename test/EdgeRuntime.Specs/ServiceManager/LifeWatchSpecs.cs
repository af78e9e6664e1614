using EdgeActors.ServiceManager;
using EdgeActors.Specs.Aws.Credentials;
using EdgeActors.Specs.Storage;

namespace EdgeActors.Specs.ServiceManager;

public sealed class LifeWatchSpecs : IAsyncDisposable
{
    private static readonly LifePace Pace = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));

    private readonly StorageClock _clock = new();
    private readonly LogLines _log = new();
    private volatile TaskCompletionSource? _wedge;
    private volatile Exception? _failure;
    private volatile int _asked;
    private volatile int _beats;
    private volatile int _calls;
    private LifeWatch? _watch;

    public async ValueTask DisposeAsync() => await (_watch?.DisposeAsync() ?? ValueTask.CompletedTask);

    [Fact]
    public async Task A_beat_comes_at_once_and_then_each_period()
    {
        await StartAsync();

        await NextRoundAsync();
        await Eventually.Async(() => _beats == 2);
        await NextRoundAsync();
        await Eventually.Async(() => _beats == 3);

        Assert.Equal(0, _calls);
        Assert.Empty(_log.All);
    }

    [Fact]
    public async Task A_part_that_hangs_ends_the_beats_until_it_works_again()
    {
        await StartAsync();
        _wedge = new TaskCompletionSource();

        for (int round = 1; round <= 4; round++)
        {
            await NextRoundAsync();
            _clock.Pass(Pace.Bound);
            await Eventually.Async(() => _calls == (round >= Pace.FailuresToTell ? 1 : 0));
        }

        Assert.Equal(1, _beats);
        Assert.Single(_log.All, static line => line.Contains("the part did not answer within 5 s", StringComparison.Ordinal));
        _wedge = null;
        await NextRoundAsync();
        await Eventually.Async(() => _beats == 2);
        Assert.Contains(_log.All, static line => line.Contains("proves again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_part_that_fails_is_named_with_its_reason()
    {
        await StartAsync();
        _failure = new IOException("no such socket");

        await NextRoundAsync();
        await Eventually.Async(() => _log.All.Count == 1);

        Assert.Contains("the part failed (no such socket)", _log.All.Single(), StringComparison.Ordinal);
        Assert.Equal(1, _beats);
    }

    [Fact]
    public async Task A_watch_that_is_ended_ends_although_a_part_hangs()
    {
        await StartAsync();
        _wedge = new TaskCompletionSource();
        await NextRoundAsync();

        await _watch!.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(1, _beats);
        Assert.Empty(_log.All);
    }

    private async Task StartAsync()
    {
        _watch = new LifeWatch(
            [new LifeSign("the part", ShowAsync)],
            Pace,
            () => Interlocked.Increment(ref _beats),
            () => Interlocked.Increment(ref _calls),
            _clock,
            _log);
        _watch.Start();
        await Eventually.Async(() => _beats == 1);
    }

    // Lets the pause pass once it has begun, and waits until the part is asked.
    private async Task NextRoundAsync()
    {
        int before = _asked;
        await Eventually.Async(() => _clock.Next == Pace.Period);
        _clock.Pass(Pace.Period);
        await Eventually.Async(() => _asked == before + 1);
    }

    // Deaf to the token, as what is wedged is.
    private Task ShowAsync(CancellationToken cancelled)
    {
        Interlocked.Increment(ref _asked);
        return _failure is { } failure ? Task.FromException(failure) : _wedge?.Task ?? Task.CompletedTask;
    }
}
