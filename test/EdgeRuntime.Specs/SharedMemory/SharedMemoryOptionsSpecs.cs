using EdgeActors.SharedMemory;

namespace EdgeActors.Specs.SharedMemory;

public sealed class SharedMemoryOptionsSpecs
{
    [Fact]
    public void Defaults_are_pinned_and_valid()
    {
        SharedMemoryOptions options = new();

        Assert.Equal(32, options.IdleSegments);
        Assert.Equal(TimeSpan.FromSeconds(30), options.IdleTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), options.SweepInterval);
        Assert.Empty(options.Faults());
    }

    [Fact]
    public void Every_option_out_of_range_is_named()
    {
        SharedMemoryOptions low = new() { IdleSegments = -1, IdleTimeout = TimeSpan.Zero, SweepInterval = TimeSpan.Zero };
        SharedMemoryOptions high = new() { IdleSegments = 1025, IdleTimeout = TimeSpan.FromHours(2), SweepInterval = TimeSpan.FromHours(1) };

        Assert.All([low, high], options => Assert.Equal(
            ["IdleSegments", "IdleTimeout", "SweepInterval"],
            options.Faults().Select(fault => fault[..fault.IndexOf(' ', StringComparison.Ordinal)])));
    }
}
