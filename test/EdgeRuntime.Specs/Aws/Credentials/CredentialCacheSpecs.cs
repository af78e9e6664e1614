using EdgeActors.Aws.Credentials;

namespace EdgeActors.Specs.Aws.Credentials;

public sealed class CredentialCacheSpecs
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly KeyAnswer Refusal = new KeyAnswer.Refused("nobody listens there");

    [Fact]
    public void Before_the_first_answer_there_is_a_reason_and_no_request()
    {
        using CacheBench bench = new();

        KeyStatus status = bench.Cache.Current();

        Assert.Null(status.Keys);
        Assert.Equal("the scripted source has not answered yet", status.Reason);
        bench.Clock.Advance(Hour);
        Assert.Empty(bench.Begun);
    }

    [Fact]
    public void Keys_are_renewed_ten_minutes_before_they_expire_or_a_little_earlier()
    {
        using CacheBench bench = new CacheBench().Start();
        AwsKeys? first = bench.Cache.Current().Keys;

        bench.Clock.Advance(TimeSpan.FromMinutes(48.9));
        AwsKeys? before = bench.Cache.Current().Keys;
        bench.Clock.Advance(TimeSpan.FromMinutes(1.2));

        Assert.Same(first, before);
        Assert.NotSame(first, bench.Cache.Current().Keys);
        Assert.Equal(2, bench.Begun.Count);
    }

    [Fact]
    public void Keys_that_do_not_expire_are_read_again_since_their_file_may_change()
    {
        using CacheBench bench = new();
        bench.Source.Answer = () => ScriptedSource.Keys(null);
        bench.Start();

        bench.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)], bench.Begun);
    }

    [Fact]
    public void Old_keys_serve_until_they_expire_offline_and_then_the_reason_is_given()
    {
        using CacheBench bench = new CacheBench().Start();
        bench.Source.Answer = () => Refusal;

        List<(TimeSpan At, bool Keys)> seen = bench.Live(Hour * 2);

        Assert.Equal(Hour, seen.First(s => !s.Keys).At);
        Assert.All(seen, s => Assert.Equal(s.At < Hour, s.Keys));
        Assert.Equal("nobody listens there", bench.Cache.Current().Reason);
    }

    [Fact]
    public void A_fetch_that_hangs_is_given_up_and_no_second_one_is_begun_beside_it()
    {
        using CacheBench bench = new() { Hangs = true };
        bench.Start();

        bench.Live(Hour);

        Assert.Single(bench.Begun);
        Assert.Equal(1, bench.Hanging);
        Assert.Equal("the scripted source gave no answer within 10 s", bench.Cache.Current().Reason);
    }

    [Fact]
    public void A_late_answer_still_counts()
    {
        using CacheBench bench = new() { Hangs = true };
        bench.Start();
        bench.Live(TimeSpan.FromSeconds(60));

        bench.End();

        Assert.NotNull(bench.Cache.Current().Keys);
    }

    [Fact]
    public void After_a_given_up_fetch_has_ended_without_keys_the_next_begins_at_once()
    {
        using CacheBench bench = new() { Hangs = true };
        bench.Source.Answer = () => Refusal;
        bench.Start();
        bench.Live(TimeSpan.FromSeconds(60));

        bench.End();
        bench.Clock.Advance(TimeSpan.Zero);

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(60)], bench.Begun);
    }

    [Fact]
    public void A_source_that_throws_is_named_by_the_type_of_its_fault_only()
    {
        using CacheBench bench = new();
        bench.Source.Answer = () => throw new InvalidOperationException("CANARYSECRET");

        bench.Start();

        Assert.Equal("the scripted source failed unexpectedly (InvalidOperationException)", bench.Cache.Current().Reason);
    }

    [Fact]
    public void Where_no_thread_is_to_be_had_it_says_so_and_tries_again()
    {
        using CacheBench bench = new() { ThreadsToBeHad = false };
        bench.Start();
        string reason = bench.Cache.Current().Reason;

        bench.ThreadsToBeHad = true;
        bench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("this process can have no more threads", reason);
        Assert.NotNull(bench.Cache.Current().Keys);
    }

    [Fact]
    public void Doubted_keys_are_exchanged_once_they_are_half_a_minute_old()
    {
        using CacheBench bench = new CacheBench().Start();
        AwsKeys keys = bench.Cache.Current().Keys!;

        bench.Clock.Advance(TimeSpan.FromSeconds(29));
        bench.Cache.Doubt(keys);
        bench.Clock.Advance(TimeSpan.Zero);
        int young = bench.Begun.Count;
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        bench.Cache.Doubt(keys);
        bench.Clock.Advance(TimeSpan.Zero);

        Assert.Equal((1, 2), (young, bench.Begun.Count));
        Assert.NotSame(keys, bench.Cache.Current().Keys);
    }

    [Fact]
    public void Stopped_it_serves_what_it_has_and_asks_no_more()
    {
        using CacheBench bench = new CacheBench().Start();

        Assert.True(bench.Cache.StopAsync(default).IsCompletedSuccessfully);
        bench.Clock.Advance(TimeSpan.FromMinutes(59));
        KeyStatus status = bench.Cache.Current();
        bench.Clock.Advance(Hour);

        Assert.NotNull(status.Keys);
        Assert.Null(bench.Cache.Current().Keys);
        Assert.Single(bench.Begun);
    }

    [Fact]
    public void A_fetch_that_a_stop_cuts_off_is_no_failure_to_tell_of()
    {
        using CacheBench bench = new() { Hangs = true };
        bench.Source.Answer = () => Refusal;
        bench.Start();

        bench.Cache.Dispose();
        bench.End();

        Assert.Empty(bench.Log.All);
        Assert.Equal("the scripted source has not answered yet", bench.Cache.Current().Reason);
    }

    [Fact]
    public void The_log_tells_changes_and_not_attempts()
    {
        using CacheBench bench = new CacheBench().Start();
        bench.Source.Answer = () => Refusal;
        bench.Live(Hour * 2);
        bench.Source.Answer = () => ScriptedSource.Keys(Hour);
        bench.Live(TimeSpan.FromMinutes(1));

        Assert.Collection(
            bench.Log.All,
            line => Assert.StartsWith("Information AWS credentials come from the scripted source, good for 01:00:00", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Warning No new AWS credentials: nobody listens there; older", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Information AWS credentials come from", line, StringComparison.Ordinal));
    }
}
