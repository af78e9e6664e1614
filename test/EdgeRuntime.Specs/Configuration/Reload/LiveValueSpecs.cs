using EdgeActors.Configuration.Reload;

namespace EdgeActors.Specs.Configuration.Reload;

public sealed class LiveValueSpecs
{
    [Fact]
    public void Whoever_waits_hears_of_another_value_and_not_of_the_same()
    {
        LiveValue<string> live = new("a");
        Task changed = live.Changed;

        live.Set("a");
        Assert.False(changed.IsCompleted);
        live.Set("b");

        Assert.True(changed.IsCompletedSuccessfully);
        Assert.False(live.Changed.IsCompleted);
        Assert.Equal("b", live.Current);
    }
}
