using EdgeActors.Aws.S3;
using EdgeActors.Configuration.Capture;
using EdgeActors.Doctor;
using EdgeActors.Doctor.Buckets;

namespace EdgeActors.Specs.Doctor;

public sealed class BucketJudgementSpecs
{
    private static readonly BucketSettings Bucket = new("sagemaker-b", "eu-central-1", Endpoint: null, PathStyle: false, Proxy: null);
    private static readonly BucketReply Fine = new(TimeSpan.FromMilliseconds(80)) { Region = "eu-central-1" };

    [Fact]
    public void Dry_answer_proves_no_right_to_put_and_says_so()
    {
        Judge(Fine).Only(BucketCodes.Unproven, "its region is eu-central-1");
        Judge(Fine, new BucketReply(TimeSpan.FromMilliseconds(90))).Only(BucketCodes.Ok, "s3://sagemaker-b/sme-capture/fleet/.doctor/d was written after 90 ms");
        BucketCheck.Judge(null).Only(BucketCodes.Unused);
        BucketCheck.Judge(new BucketFacts(Bucket, "k", null, null)).Only(BucketCodes.NoKeys);
    }

    [Fact]
    public void Refused_question_for_the_region_proves_the_keys()
    {
        BucketReply denied = Refused(403, "AccessDenied");

        Judge(denied).Only(BucketCodes.Unproven, "does not tell these keys its region");
        Judge(denied, new BucketReply(TimeSpan.Zero)).Only(BucketCodes.Ok);
        Assert.Contains("s3:PutObject on arn:aws:s3:::sagemaker-b/sme-capture/fleet/*", Judge(denied, denied).Only(BucketCodes.Denied).Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Bucket_of_another_region_is_told_but_not_of_servers_other_than_aws()
    {
        BucketReply elsewhere = Fine with { Region = "eu-west-1" };

        Assert.Equal("set the region to eu-west-1", Judge(elsewhere).Only(BucketCodes.Region, "is in eu-west-1, the configuration says eu-central-1").Fix);
        BucketCheck.Judge(new BucketFacts(Bucket with { Endpoint = new Uri("http://rgw.local") }, "k", elsewhere, null)).Only(BucketCodes.Unproven);
    }

    [Theory]
    [InlineData(404, "NoSuchBucket", "BUCKET-MISSING")]
    [InlineData(404, "", "BUCKET-MISSING")]
    [InlineData(400, "AuthorizationHeaderMalformed", "BUCKET-REGION")]
    [InlineData(301, "PermanentRedirect", "BUCKET-REGION")]
    [InlineData(301, "", "BUCKET-REGION")]
    [InlineData(403, "InvalidAccessKeyId", "BUCKET-KEYS")]
    [InlineData(403, "SignatureDoesNotMatch", "BUCKET-KEYS")]
    [InlineData(400, "ExpiredToken", "BUCKET-KEYS")]
    [InlineData(400, "InvalidToken", "BUCKET-KEYS")]
    [InlineData(403, "RequestTimeTooSkewed", "CLOCK-SKEW")]
    [InlineData(503, "SlowDown", "BUCKET-FAILING")]
    [InlineData(500, "", "BUCKET-FAILING")]
    [InlineData(429, "", "BUCKET-FAILING")]
    [InlineData(403, "AccessDenied", "BUCKET-DENIED")]
    [InlineData(400, "Odd", "BUCKET-REFUSED")]
    [InlineData(405, "MethodNotAllowed", "BUCKET-REFUSED")]
    public void Each_answer_has_its_code(int status, string code, string expected)
    {
        Assert.Equal(expected, BucketCheck.CodeOf(new S3Answer(status, code)).Name);
        Assert.Equal([expected], Judge(Fine, Refused(status, code)).Codes());
    }

    [Fact]
    public void No_answer_and_no_way_are_told_apart()
    {
        Judge(new BucketReply(TimeSpan.FromSeconds(5)) { Fault = "there was no answer", IsSilent = true }).Only(BucketCodes.Silent, "after 5000 ms");
        Judge(new BucketReply(TimeSpan.FromSeconds(1)) { Fault = "S3 cannot be reached" }).Only(BucketCodes.Unreachable, "S3 cannot be reached");
    }

    [Fact]
    public void Slow_answer_is_told_unless_something_worse_is() => Assert.Multiple(
        () => Assert.Equal(["BUCKET-UNPROVEN", "BUCKET-SLOW"], Judge(Fine with { Took = TimeSpan.FromSeconds(3) }).Codes()),
        () => Assert.Equal(["BUCKET-OK", "BUCKET-SLOW"], Judge(Fine, new BucketReply(TimeSpan.FromSeconds(3))).Codes()),
        () => Assert.Equal(["BUCKET-DENIED"], Judge(Fine, Refused(403, "AccessDenied") with { Took = TimeSpan.FromSeconds(3) }).Codes()));

    private static BucketReply Refused(int status, string code) => new(TimeSpan.FromMilliseconds(50)) { Fault = "S3 said no", Answer = new S3Answer(status, code) };

    private static IReadOnlyList<Finding> Judge(BucketReply location, BucketReply? put = null) =>
        BucketCheck.Judge(new BucketFacts(Bucket, "sme-capture/fleet/.doctor/d", location, put));
}
