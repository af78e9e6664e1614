using EdgeActors.Storage.Spool;

namespace EdgeActors.Specs.Storage.Spool;

public sealed class SpoolOptionsSpecs
{
    [Fact]
    public void Defaults_suit_a_small_device()
    {
        SpoolOptions options = new();

        Assert.Equal((256L << 20, 64L << 20), (options.DiskBudgetBytes, options.MemoryBudgetBytes));
        Assert.Empty(options.Faults());
    }

    [Fact]
    public void Every_option_out_of_range_is_named()
    {
        SpoolOptions low = new() { DiskBudgetBytes = (1 << 20) - 1, MemoryBudgetBytes = 0 };
        SpoolOptions high = new() { DiskBudgetBytes = (1L << 40) + 1, MemoryBudgetBytes = (16L << 30) + 1 };

        Assert.All([low, high], options => Assert.Equal(
            ["DiskBudgetBytes", "MemoryBudgetBytes"],
            options.Faults().Select(fault => fault[..fault.IndexOf(' ', StringComparison.Ordinal)])));
    }
}
