using EdgeActors.Models.Tensors;

namespace EdgeActors.Specs.Models.Tensors;

public sealed class TensorMemorySpecs
{
    // No system grants as much, whatever it promises.
    private const long MoreThanThereIs = 1L << 61;

    [Fact]
    public void What_the_system_refuses_is_no_lease_and_takes_nothing_off_the_budget()
    {
        using TensorMemory memory = new(long.MaxValue, 0);

        Assert.False(memory.TryRent(MoreThanThereIs, out NativeBuffer? none));

        Assert.Null(none);
        Assert.Equal(0, memory.InUse);
    }
}
