using EdgeActors.Models.Prediction;

namespace EdgeActors.Specs.Models.Prediction;

public sealed class PredictFaultsSpecs
{
    [Theory]
    [InlineData(100, 2, 4, 100)]
    [InlineData(0, 1, 1000, 10)]
    [InlineData(100, 1, 0, 10)]
    [InlineData(100_000, 1, 60_000, 5000)]
    public void A_retry_is_worth_it_when_half_the_queue_is_done(int waiting, int concurrency, int meanRun, int expected) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(expected),
            PredictFaults.RetryAfter(waiting, concurrency, TimeSpan.FromMilliseconds(meanRun)));
}
