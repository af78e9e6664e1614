using EdgeActors.Aws.S3;
using EdgeActors.Upload;

namespace EdgeActors.Specs.S3;

/// <summary>What the sink makes of a server's refusals.</summary>
public sealed class S3SinkContractFailureSpecs(S3Servers servers) : IClassFixture<S3Servers>
{
    [Theory]
    [OnDouble]
    [OnRgw]
    public async Task Wrong_keys_are_an_outage(string server)
    {
        S3Target target = await servers.GetAsync(server);
        using S3CaptureSink wrongSecret = target.Sink(secret: "wrong");
        using S3CaptureSink stranger = (target with { KeyId = "AKIDSTRANGER" }).Sink();

        SinkResult[] results = [
            await wrongSecret.PutAsync(S3SinkContractSpecs.Object("never/a", [1]), default),
            await stranger.PutAsync(S3SinkContractSpecs.Object("never/b", [1]), default)];

        Assert.All(results, r => Assert.Equal(SinkOutcome.Unavailable, r.Outcome));
        Assert.Contains("(403 SignatureDoesNotMatch)", results[0].Reason, StringComparison.Ordinal);
        Assert.Contains("(403 InvalidAccessKeyId)", results[1].Reason, StringComparison.Ordinal);
        Assert.Empty(await S3SinkContractSpecs.ListAsync(target, "never/"));
    }

    [Theory]
    [OnDouble]
    [OnRgw]
    public async Task A_missing_bucket_is_an_outage(string server)
    {
        S3Target target = await servers.GetAsync(server);
        using S3CaptureSink sink = target.Sink(o => o with { Bucket = "missing" });

        SinkResult small = await sink.PutAsync(S3SinkContractSpecs.Object("a", [1]), default);
        SinkResult large = await sink.PutAsync(S3SinkContractSpecs.Object("b", S3SinkContractSpecs.Bytes(17 << 20)), default);

        Assert.Equal(new SinkResult(SinkOutcome.Unavailable, "S3 knows no such bucket (404 NoSuchBucket)"), small);
        Assert.Equal(small, large);
    }

    [Theory]
    [OnDouble]
    [OnRgw]
    public async Task A_key_that_is_too_long_is_refused(string server)
    {
        S3Target target = await servers.GetAsync(server);
        using S3CaptureSink sink = target.Sink();

        SinkResult result = await sink.PutAsync(S3SinkContractSpecs.Object(new string('k', 1025), [1]), default);

        Assert.Equal(SinkOutcome.Refused, result.Outcome);
    }

    [Theory]
    [OnDouble]
    [OnRgw]
    public async Task Content_that_ends_early_is_unreadable_and_leaves_nothing(string server)
    {
        S3Target target = await servers.GetAsync(server);
        using S3CaptureSink sink = target.Sink();
        SinkObject small = S3SinkContractSpecs.Object("short/a", S3SinkContractSpecs.Bytes(9_999)) with { Length = 10_000 };
        SinkObject large = S3SinkContractSpecs.Object("short/b", S3SinkContractSpecs.Bytes(18 << 20)) with { Length = 20 << 20 };

        SinkResult[] results = [await sink.PutAsync(small, default), await sink.PutAsync(large, default)];

        Assert.All(results, r => Assert.Equal(SinkOutcome.Unreadable, r.Outcome));
        Assert.Empty(await S3SinkContractSpecs.ListAsync(target, "short/"));
    }

    [Fact]
    public async Task A_reference_names_bucket_and_key()
    {
        S3Target target = await servers.GetAsync(S3Servers.Double);
        using S3CaptureSink sink = target.Sink();

        string reference = sink.ReferenceTo("prefix/żółw.bin");

        Assert.Equal("s3://contract/prefix/żółw.bin", reference);
    }
}
