using System.Security.Cryptography.X509Certificates;
using EdgeActors.Aws.S3;
using EdgeActors.S3Double;
using EdgeActors.S3Double.Faults;
using EdgeActors.S3Double.Store;
using EdgeActors.Upload;

namespace EdgeActors.Specs.Aws.S3;

public sealed class S3SinkOutcomeSpecs
{
    public static TheoryData<string, SinkOutcome, bool> Faults => new()
    {
        { "slow down", SinkOutcome.Unavailable, false },
        { "internal error", SinkOutcome.Unavailable, false },
        { "lost answer", SinkOutcome.Unavailable, true },
        { "denied", SinkOutcome.Refused, false },
        { "no bucket", SinkOutcome.Unavailable, false },
        { "reset", SinkOutcome.Unavailable, false },
        { "reset after storing", SinkOutcome.Unavailable, true },
        { "truncated", SinkOutcome.Unavailable, true },
        { "wrong etag", SinkOutcome.Unavailable, true },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Every_fault_of_the_server_has_its_outcome_and_the_next_put_is_stored(string name, SinkOutcome expected, bool stored)
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        SinkObject content = SinkBench.Object("a", SinkBench.Bytes(3000));
        bench.Server.Faults.Always(Fault(name));

        SinkResult failed = await bench.Sink.PutAsync(content, default);
        bool there = bench.Server.Find("a") is not null;
        int requests = bench.Server.Requests.All.Count;
        bench.Server.Faults.Clear();
        SinkResult second = await bench.Sink.PutAsync(content, default);

        Assert.Equal(expected, failed.Outcome);
        Assert.NotEmpty(failed.Reason);
        Assert.Equal(stored, there);
        Assert.InRange(requests, 1, 2);
        Assert.Equal(SinkResult.Stored, second);
        Assert.Single(bench.Server.Objects());
    }

    [Fact]
    public async Task A_pause_that_S3_asks_for_comes_with_the_outcome()
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        bench.Server.Faults.Next(S3Fault.SlowDown(TimeSpan.FromSeconds(9)));

        SinkResult result = await bench.Sink.PutAsync(SinkBench.Object("a", [1]), default);

        Assert.Equal(TimeSpan.FromSeconds(9), result.RetryAfter);
        Assert.Equal("S3 is throttling (503 SlowDown)", result.Reason);
        Assert.Single(bench.Server.Requests.All);
    }

    [Fact]
    public async Task A_wrong_ETag_may_be_allowed()
    {
        await using SinkBench bench = await SinkBench.StartAsync(sink: o => o with { CompareETag = false });
        bench.Server.Faults.Next(new S3Fault.WrongETag());

        SinkResult result = await bench.Sink.PutAsync(SinkBench.Object("a", [1]), default);

        Assert.Equal(SinkOutcome.Stored, result.Outcome);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", "S3 cannot be reached")]
    [InlineData("http://no-such-host.invalid", "the name of the S3 endpoint is not resolved")]
    public async Task A_way_that_does_not_come_about_is_an_outage(string endpoint, string reason)
    {
        await using SinkBench bench = await SinkBench.StartAsync(sink: o => o with { Endpoint = new Uri(endpoint) });

        SinkResult result = await bench.Sink.PutAsync(SinkBench.Object("a", [1]), default);

        Assert.Equal(new SinkResult(SinkOutcome.Unavailable, reason), result);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_an_outage()
    {
        using X509Certificate2 certificate = SinkBench.Certificate();
        await using SinkBench bench = await SinkBench.StartAsync(new S3ServerOptions { Certificate = certificate });

        SinkResult result = await bench.Sink.PutAsync(SinkBench.Object("a", [1]), default);

        Assert.Equal(new SinkResult(SinkOutcome.Unavailable, "no TLS connection to S3 comes about"), result);
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(40)]
    public async Task A_device_whose_clock_is_wrong_uploads_all_the_same(int hours)
    {
        await using SinkBench bench = await SinkBench.StartAsync(new S3ServerOptions { Time = new ShiftedTime(TimeSpan.FromHours(hours)) });

        SinkResult[] results = [
            await bench.Sink.PutAsync(SinkBench.Object("a", [1]), default), await bench.Sink.PutAsync(SinkBench.Object("b", [1]), default)];

        Assert.All(results, r => Assert.Equal(SinkResult.Stored, r));
        Assert.Equal("RequestTimeTooSkewed", bench.Server.Requests.All[0].ErrorCode);
        Assert.Equal(3, bench.Server.Requests.All.Count);
    }

    [Fact]
    public async Task A_bucket_in_the_host_name_is_reached_through_a_proxy()
    {
        await using S3Server server = await S3Server.StartAsync();
        using S3CaptureSink sink = new(
            SinkBench.Options(server) with
            {
                ForcePathStyle = false,
                Endpoint = new Uri($"http://{server.Options.VirtualHostSuffix}"),
                Proxy = new S3Proxy("127.0.0.1", server.Endpoint.Port),
            },
            () => SinkBench.Credentials(), TimeProvider.System);

        SinkResult result = await sink.PutAsync(SinkBench.Object("a/ż b", [1, 2]), default);

        StoredObject stored = Assert.Single(server.Objects());
        Assert.Equal(SinkResult.Stored, result);
        Assert.Equal("a/ż b", stored.Key);
        Assert.Equal($"captures.{server.Options.VirtualHostSuffix}", Assert.Single(server.Requests.All).Headers["host"]);
    }

    private static S3Fault Fault(string name) => name switch
    {
        "slow down" => S3Fault.SlowDown(),
        "internal error" => S3Fault.InternalError(),
        "lost answer" => S3Fault.LostAnswer(),
        "denied" => S3Fault.AccessDenied(),
        "no bucket" => S3Fault.NoSuchBucket(),
        "reset" => new S3Fault.Reset(),
        "reset after storing" => new S3Fault.Reset { AfterStoring = true },
        "truncated" => new S3Fault.Truncated(),
        "wrong etag" => new S3Fault.WrongETag(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no fault of these specs"),
    };

    private sealed class ShiftedTime(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
