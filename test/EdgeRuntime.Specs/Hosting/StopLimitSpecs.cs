using EdgeActors.Hosting;

namespace EdgeActors.Specs.Hosting;

public sealed class StopLimitSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TaskCompletionSource _acted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_stop_that_hangs_is_ended()
    {
        using CancellationTokenSource stop = new();
        using StopLimit limit = new(TimeSpan.FromMilliseconds(20), _acted.SetResult, stop.Token);

        await stop.CancelAsync();

        await _acted.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_stop_that_ends_in_time_is_left_alone()
    {
        using CancellationTokenSource stop = new();
        StopLimit limit = new(Patience, _acted.SetResult, stop.Token);

        await stop.CancelAsync();
        limit.Dispose();

        Assert.False(_acted.Task.IsCompleted);
    }

    [Fact]
    public void Nothing_is_ended_before_a_stop_is_asked_for()
    {
        using CancellationTokenSource stop = new();
        using (StopLimit limit = new(TimeSpan.Zero, _acted.SetResult, stop.Token))
        {
            Assert.False(_acted.Task.IsCompleted);
        }

        Assert.False(_acted.Task.IsCompleted);
    }

    [Fact]
    public void All_of_a_stop_fits_into_five_seconds()
    {
        TimeSpan kestrelCuts = TimeSpan.FromSeconds(1);

        Assert.Equal(TimeSpan.FromSeconds(3.4), AgentHost.StopTimeout);
        Assert.Equal(TimeSpan.FromSeconds(4.6), StopLimit.Default);
        Assert.True(AgentHost.StopTimeout + kestrelCuts < StopLimit.Default);
    }
}
