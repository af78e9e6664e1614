using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Specs.Grpc.Transport;

public sealed class GrpcTimeoutSpecs
{
    [Theory]
    [InlineData("1H", 36_000_000_000)]
    [InlineData("2M", 1_200_000_000)]
    [InlineData("3S", 30_000_000)]
    [InlineData("4m", 40_000)]
    [InlineData("5u", 50)]
    [InlineData("600n", 6)]
    [InlineData("1n", 1)]
    [InlineData("0m", 0)]
    [InlineData("00000001S", 10_000_000)]
    [InlineData("99999999H", 99_999_999L * TimeSpan.TicksPerHour)]
    public void Every_unit_is_read(string text, long ticks)
    {
        Assert.True(GrpcTimeout.TryParse(text, out var timeout));
        Assert.Equal(ticks, timeout.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("5")]
    [InlineData("5s")]
    [InlineData("-5S")]
    [InlineData("+5S")]
    [InlineData("5 S")]
    [InlineData("1.5S")]
    [InlineData("123456789S")]
    [InlineData("٣S")]
    public void Malformed_values_are_refused(string text) => Assert.False(GrpcTimeout.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0u")]
    [InlineData(-1, "0u")]
    [InlineData(1, "1u")]
    [InlineData(TimeSpan.TicksPerSecond, "1000000u")]
    [InlineData(100 * TimeSpan.TicksPerSecond, "100000m")]
    [InlineData(36_000_000_001, "3600001m")]
    public void Written_values_are_read_back_no_shorter(long ticks, string text)
    {
        var written = GrpcTimeout.Format(new TimeSpan(ticks));

        Assert.True(GrpcTimeout.TryParse(written, out var back));
        Assert.Equal(text, written);
        Assert.True(back.Ticks >= ticks);
    }

    [Fact]
    public void A_timeout_beyond_the_header_is_the_longest_there_is() => Assert.Equal("99999999H", GrpcTimeout.Format(TimeSpan.MaxValue));
}
