using EdgeActors.Capture;
using EdgeActors.Capture.Buffering;

namespace EdgeActors.Specs.Capture.Buffering;

public sealed class RetryHintSpecs
{
    [Theory]
    [InlineData(4, 60, 0, 4)]
    [InlineData(4, 60, 8, 4)]
    [InlineData(4, 60, 20, 10)]
    [InlineData(4, 60, 119, 59.5)]
    [InlineData(4, 60, 604_800, 60)]
    [InlineData(86_400, 60, 0, 60)]
    [InlineData(1, 3600, 604_800, 3600)]
    public void It_is_half_of_how_long_there_was_no_room_within_bounds(double push, double longest, double full, double expected)
    {
        RetryHint hint = new(new CaptureOptions { PushPeriod = TimeSpan.FromSeconds(push), LongestRetryHint = TimeSpan.FromSeconds(longest) });
        TimeSpan start = TimeSpan.FromHours(1);

        hint.Refused(start);
        hint.Refused(start + TimeSpan.FromSeconds(full / 2));

        Assert.Equal(TimeSpan.FromSeconds(expected), hint.At(start + TimeSpan.FromSeconds(full)));
    }

    [Fact]
    public void It_begins_anew_when_there_was_room()
    {
        RetryHint hint = new(new CaptureOptions());

        hint.Refused(TimeSpan.Zero);
        hint.Accepted();

        Assert.Equal(TimeSpan.FromSeconds(4), hint.At(TimeSpan.FromSeconds(100)));
    }
}
