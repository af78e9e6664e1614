using EdgeActors.Aws.Credentials;

namespace EdgeActors.Specs.Aws.Credentials;

public sealed class RefreshRulesSpecs
{
    private static readonly CredentialOptions Options = new();

    [Theory]
    [InlineData(3600, 0, 3000)]
    [InlineData(3600, 1, 2940)]
    [InlineData(900, 0, 600)]
    [InlineData(9, 0, 6)]
    public void Keys_are_renewed_with_the_margin_or_a_third_of_their_life_left(double life, double draw, double expected)
    {
        TimeSpan after = RefreshRules.RefreshAfter(TimeSpan.FromSeconds(life), Options, draw);

        Assert.Equal(expected, after.TotalSeconds, 6);
    }

    [Theory]
    [InlineData(1, true, 0, 1)]
    [InlineData(2, true, 0, 2)]
    [InlineData(2, true, 1, 1.6)]
    [InlineData(5, true, 0, 16)]
    [InlineData(6, true, 0, 30)]
    [InlineData(6, true, 1, 24)]
    [InlineData(5, false, 0, 10)]
    [InlineData(int.MaxValue, false, 1, 8)]
    [InlineData(1, false, 1, 1)]
    public void Retries_double_from_a_second_to_the_longest(int failures, bool keysServe, double draw, double expected)
    {
        TimeSpan after = RefreshRules.RetryAfter(failures, keysServe, Options, draw);

        Assert.Equal(expected, after.TotalSeconds, 6);
    }
}
