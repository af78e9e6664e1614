using EdgeActors.Storage.DiskSink;

namespace EdgeActors.Specs.Storage.DiskSink;

public sealed class DiskSinkOptionsSpecs
{
    [Fact]
    public void Defaults_limit_nothing()
    {
        DiskSinkOptions options = new() { Folder = "/srv/capture" };

        Assert.Equal((0L, DiskPolicy.Reject, TimeSpan.FromMinutes(1)), (options.BudgetBytes, options.Policy, options.RecountInterval));
        Assert.Empty(options.Faults());
    }

    [Fact]
    public void Every_option_out_of_range_is_named()
    {
        DiskSinkOptions low = new() { Folder = "capture", BudgetBytes = 1, Policy = (DiskPolicy)2, RecountInterval = TimeSpan.Zero };
        DiskSinkOptions high = low with { BudgetBytes = (1L << 50) + 1, RecountInterval = TimeSpan.FromHours(2) };

        Assert.All([low, high], options => Assert.Equal(
            ["Folder", "BudgetBytes", "Policy", "RecountInterval"],
            options.Faults().Select(fault => fault[..fault.IndexOf(' ', StringComparison.Ordinal)])));
    }
}
