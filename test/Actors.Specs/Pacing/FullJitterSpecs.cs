using EdgeActors.Pacing;

namespace EdgeActors.Specs.Pacing;

public sealed class FullJitterSpecs
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(3, 0, 1)]
    [InlineData(3, 0.5, 4.5)]
    [InlineData(3, 1, 8)]
    [InlineData(6, 1, 60)]
    [InlineData(int.MaxValue, 1, 60)]
    [InlineData(int.MaxValue, 0, 1)]
    public void Pauses_lie_between_the_shortest_and_one_that_doubles(int failures, double jitter, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), FullJitter.Of(failures, Shortest, Longest, jitter));

    [Fact]
    public void A_thousand_devices_that_failed_together_come_back_spread()
    {
        TimeSpan[] pauses = [.. Enumerable.Range(0, 1000).Select(static seed => FullJitter.Of(10, Shortest, Longest, new Random(seed).NextDouble()))];

        int fullest = pauses.CountBy(static pause => (int)pause.TotalSeconds).Max(static second => second.Value);
        Assert.InRange(fullest, 1000 / 59, 1000 / 59 * 3);
    }
}
