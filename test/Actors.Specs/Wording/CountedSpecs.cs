using EdgeActors.Wording;

namespace EdgeActors.Specs.Wording;

public sealed class CountedSpecs
{
    [Theory]
    [InlineData(0, "0 devices")]
    [InlineData(1, "1 device")]
    [InlineData(2, "2 devices")]
    [InlineData(10_000, "10000 devices")]
    public void One_is_one_and_others_are_many(int number, string shown) => Assert.Equal(shown, Counted.Of(number, "device"));
}
