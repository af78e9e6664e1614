using EdgeActors.Aws.Credentials;

namespace EdgeActors.Specs.Aws.Credentials;

/// <summary>The token exchange out of order in every way, watched by a caller ten times a second, in virtual time.</summary>
public sealed class CredentialOutageSpecs
{
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(20);

    public enum Kind
    {
        Down,
        Fault,
        Null,
        Hang,
    }

    public static TheoryData<Kind, int> Kinds
    {
        get
        {
            TheoryData<Kind, int> kinds = [];
            foreach (Kind kind in Enum.GetValues<Kind>())
            {
                for (int seed = 0; seed < 25; seed++)
                {
                    kinds.Add(kind, seed);
                }
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void After_an_outage_keys_are_there_within_15_s_and_it_was_never_asked_twice_in_a_second(Kind kind, int seed)
    {
        using CacheBench bench = new(seed: seed) { Hangs = kind == Kind.Hang };
        bench.Source.Answer = () => new KeyAnswer.Refused(kind.ToString());
        bench.Start();
        bench.Live(Outage + TimeSpan.FromMilliseconds(700 * seed), endAfter: TimeSpan.FromSeconds(10));

        (bench.Hangs, bench.Source.Answer) = (false, () => ScriptedSource.Keys(TimeSpan.FromHours(1)));
        TimeSpan back = bench.Clock.Passed;
        TimeSpan first = bench.Live(TimeSpan.FromMinutes(1), endAfter: TimeSpan.FromSeconds(10)).First(s => s.Keys).At;

        Assert.InRange(first - back, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        AssertNeverTwiceASecond(bench);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(12)]
    public void Keys_of_seconds_cost_at_most_a_request_a_second_and_serve_without_a_gap_if_they_live_longer(double life)
    {
        using CacheBench bench = new();
        bench.Source.Answer = () => ScriptedSource.Keys(TimeSpan.FromSeconds(life));
        bench.Start();

        List<(TimeSpan At, bool Keys)> seen = bench.Live(Outage);

        Assert.True(life < 1 || seen.All(s => s.Keys));
        AssertNeverTwiceASecond(bench);
    }

    [Fact]
    public void An_outage_while_old_keys_serve_is_looked_into_every_half_minute_and_each_ten_seconds_once_they_are_gone()
    {
        using CacheBench bench = new CacheBench().Start();
        bench.Source.Answer = () => new KeyAnswer.Refused("down");

        bench.Live(TimeSpan.FromHours(2));

        TimeSpan[] gaps = [.. bench.Begun.Skip(1).Zip(bench.Begun, (next, last) => next - last)];
        TimeSpan longest = gaps.Zip(bench.Begun).Where(g => g.Second > TimeSpan.FromMinutes(50) && g.Second < TimeSpan.FromMinutes(59)).Max(g => g.First);
        TimeSpan longestWithout = gaps.Zip(bench.Begun).Where(g => g.Second >= TimeSpan.FromHours(1)).Max(g => g.First);
        Assert.InRange(longest, TimeSpan.FromSeconds(24), TimeSpan.FromSeconds(30));
        Assert.InRange(longestWithout, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(10));
        Assert.Contains(bench.Begun, at => at == TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void After_the_clock_jumped_a_day_new_keys_come_at_once_or_the_old_ones_end_when_they_really_do(int days)
    {
        using CacheBench bench = new CacheBench().Start();
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        int before = bench.Begun.Count;

        bench.Clock.Jump(TimeSpan.FromDays(days));
        List<(TimeSpan At, bool Keys)> seen = bench.Live(TimeSpan.FromMinutes(2));

        Assert.Equal(days > 0 ? before + 1 : before, bench.Begun.Count);
        Assert.All(seen, s => Assert.Equal(days < 0 || s.At > seen[0].At, s.Keys));
        bench.Source.Answer = () => new KeyAnswer.Refused("offline");
        bench.Live(TimeSpan.FromMinutes(61));
        Assert.Null(bench.Cache.Current().Keys);
        AssertNeverTwiceASecond(bench);
    }

    [Fact]
    public void Keys_that_a_wrong_clock_made_live_for_years_are_renewed_within_half_a_day()
    {
        using CacheBench bench = new();
        bench.Source.Answer = () => ScriptedSource.Keys(TimeSpan.FromDays(20_000));
        bench.Start();

        bench.Clock.Advance(TimeSpan.FromHours(12));

        Assert.Equal(2, bench.Begun.Count);
    }

    private static void AssertNeverTwiceASecond(CacheBench bench) =>
        Assert.All(bench.Begun.Skip(1).Zip(bench.Begun), pair => Assert.True(pair.First - pair.Second >= TimeSpan.FromSeconds(1)));
}
