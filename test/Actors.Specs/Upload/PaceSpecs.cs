using EdgeActors.Upload;

namespace EdgeActors.Specs.Upload;

public sealed class PaceSpecs
{
    private static readonly UploadOptions Options = new();

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(4, 1, 16)]
    [InlineData(5, 1, 32)]
    [InlineData(9, 1, 60)]
    [InlineData(9, 0, 1)]
    [InlineData(1_000_000, 1, 60)]
    public void Pauses_are_anything_up_to_a_bound_that_doubles(int failures, double jitter, double seconds) =>
        Assert.Equal(seconds, RetryDelay.Of(failures, null, Options, jitter).TotalSeconds);

    [Fact]
    public void The_sinks_own_wish_is_the_least_within_its_limit()
    {
        Assert.Equal(TimeSpan.FromSeconds(40), RetryDelay.Of(1, TimeSpan.FromSeconds(40), Options, 1));
        Assert.Equal(TimeSpan.FromSeconds(2), RetryDelay.Of(1, TimeSpan.FromSeconds(1), Options, 1));
        Assert.Equal(TimeSpan.FromHours(1), RetryDelay.Of(1, TimeSpan.FromDays(9), Options, 1));
    }

    [Fact]
    public void News_is_told_once_each_way_and_an_outage_is_followed_by_a_bounded_rate()
    {
        UploadPace pace = new(Options, new Random(1));
        TimeSpan now = TimeSpan.FromHours(1);

        Assert.True(pace.Fail(now, "503", null));
        Assert.False(pace.Fail(now, "503", null));
        Assert.True(pace.Wait(now) > TimeSpan.Zero);
        Assert.True(pace.Succeed());
        Assert.False(pace.Succeed());
        Assert.Equal(TimeSpan.Zero, pace.Wait(now));
        pace.Begin(now);
        Assert.Equal(TimeSpan.FromMilliseconds(50), pace.Wait(now));
        pace.Drained();
        Assert.Equal(TimeSpan.Zero, pace.Wait(now));
    }

    [Fact]
    public void In_a_hurry_pauses_are_short_and_there_is_no_rate()
    {
        UploadPace pace = new(Options, new Random(1));
        for (int i = 0; i < 10; i++)
        {
            pace.Fail(TimeSpan.Zero, "503", TimeSpan.FromMinutes(9));
        }

        pace.Hurry();
        Assert.Equal(TimeSpan.Zero, pace.Wait(TimeSpan.Zero));
        pace.Fail(TimeSpan.Zero, "503", TimeSpan.FromMinutes(9));
        Assert.Equal(Options.MinBackoff, pace.Wait(TimeSpan.Zero));
    }
}
