using EdgeActors.Aws.S3;
using EdgeActors.Upload;

namespace EdgeActors.Specs.Aws.S3;

public sealed class S3AnswerSpecs
{
    [Theory]
    [InlineData(503, "SlowDown")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(500, "InternalError")]
    [InlineData(200, "InternalError")]
    [InlineData(502, "")]
    [InlineData(504, "")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(408, "")]
    [InlineData(407, "")]
    [InlineData(400, "RequestTimeout")]
    [InlineData(400, "ExpiredToken")]
    [InlineData(400, "InvalidToken")]
    [InlineData(400, "AuthorizationHeaderMalformed")]
    [InlineData(400, "BadDigest")]
    [InlineData(400, "IncompleteBody")]
    [InlineData(403, "RequestTimeTooSkewed")]
    [InlineData(403, "InvalidAccessKeyId")]
    [InlineData(403, "SignatureDoesNotMatch")]
    [InlineData(404, "NoSuchBucket")]
    [InlineData(404, "NoSuchUpload")]
    [InlineData(409, "OperationAborted")]
    [InlineData(301, "PermanentRedirect")]
    [InlineData(302, "")]
    public void What_says_nothing_against_the_object_is_an_outage(int status, string code)
    {
        SinkResult result = new S3Answer(status, code).ToResult();

        Assert.Equal(SinkOutcome.Unavailable, result.Outcome);
        Assert.Contains($"{status}", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "AccessDenied")]
    [InlineData(403, "")]
    [InlineData(404, "NoSuchKey")]
    [InlineData(400, "InvalidArgument")]
    [InlineData(400, "EntityTooLarge")]
    [InlineData(400, "KeyTooLongError")]
    [InlineData(400, "InvalidRequest")]
    [InlineData(405, "MethodNotAllowed")]
    [InlineData(412, "PreconditionFailed")]
    [InlineData(413, "")]
    public void What_is_said_of_the_object_refuses_it(int status, string code)
    {
        SinkResult result = new S3Answer(status, code).ToResult();

        Assert.Equal(SinkOutcome.Refused, result.Outcome);
    }

    [Fact]
    public void A_pause_that_S3_asks_for_is_handed_on()
    {
        SinkResult result = new S3Answer(503, "SlowDown", RetryAfter: TimeSpan.FromSeconds(7)).ToResult();

        Assert.Equal(TimeSpan.FromSeconds(7), result.RetryAfter);
    }

    [Theory]
    [InlineData(26, "1.02:00:00 ahead")]
    [InlineData(-3, "0.03:00:00 behind")]
    public void A_wrong_clock_is_told_with_its_error(int hours, string hint)
    {
        SinkResult result = new S3Answer(403, "RequestTimeTooSkewed", ClockAhead: TimeSpan.FromHours(hours)).ToResult();

        Assert.EndsWith(hint, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_that_could_forge_a_log_line_is_not_shown()
    {
        SinkResult result = new S3Answer(400, "Bad\nInfo: all is well").ToResult();

        Assert.Equal("S3 refuses the object (400)", result.Reason);
    }
}
