using System.Globalization;
using System.Text.RegularExpressions;
using EdgeActors.Upload;

namespace EdgeActors.Aws.S3;

/// <summary>A refusal as S3 worded it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Error code of the document, empty when there was none.</param>
/// <param name="RetryAfter">What the header says.</param>
/// <param name="ClockAhead">How far this device's clock is ahead of the server's, negative when behind; null when the server told no date.</param>
internal readonly partial record struct S3Answer(int Status, string Code, TimeSpan? RetryAfter = null, TimeSpan? ClockAhead = null)
{
    /// <summary>
    /// Answers below 500 that say nothing against the object: the way, the clock, the keys or the bucket are out of order, or bytes
    /// were damaged on their way.
    /// </summary>
    private static readonly Dictionary<string, string> Outages = new(StringComparer.Ordinal)
    {
        ["SlowDown"] = "is throttling",
        ["Throttling"] = "is throttling",
        ["ThrottlingException"] = "is throttling",
        ["RequestLimitExceeded"] = "is throttling",
        ["RequestThrottled"] = "is throttling",
        ["BandwidthLimitExceeded"] = "is throttling",
        ["TooManyRequests"] = "is throttling",
        ["RequestTimeout"] = "gave up waiting for the bytes",
        ["RequestTimeTooSkewed"] = "finds the clock wrong",
        ["RequestExpired"] = "finds the clock wrong",
        ["ExpiredToken"] = "finds the credentials expired",
        ["ExpiredTokenException"] = "finds the credentials expired",
        ["TokenRefreshRequired"] = "finds the credentials expired",
        ["InvalidToken"] = "does not know the session token",
        ["InvalidAccessKeyId"] = "does not know the access key",
        ["InvalidClientTokenId"] = "does not know the access key",
        ["UnrecognizedClientException"] = "does not know the access key",
        ["SignatureDoesNotMatch"] = "finds the secret key wrong",
        ["InvalidSecurity"] = "finds the credentials invalid",
        ["AccountProblem"] = "finds the account out of order",
        ["NotSignedUp"] = "finds the account out of order",
        ["AuthorizationHeaderMalformed"] = "expects another region",
        ["AuthorizationQueryParametersError"] = "expects another region",
        ["PermanentRedirect"] = "says the bucket is elsewhere",
        ["TemporaryRedirect"] = "says the bucket is elsewhere",
        ["Redirect"] = "says the bucket is elsewhere",
        ["IllegalLocationConstraintException"] = "says the bucket is elsewhere",
        ["NoSuchBucket"] = "knows no such bucket",
        ["InvalidBucketName"] = "knows no such bucket",
        ["NoSuchUpload"] = "has forgotten the upload",
        ["OperationAborted"] = "is busy with the same object",
        ["ConditionalRequestConflict"] = "is busy with the same object",
        ["BadDigest"] = "got other bytes than were sent",
        ["XAmzContentSHA256Mismatch"] = "got other bytes than were sent",
        ["IncompleteBody"] = "got fewer bytes than were sent",
    };

    /// <summary>What the answer means: the one table of it.</summary>
    public SinkResult ToResult()
    {
        string shown = $"{Status.ToString(CultureInfo.InvariantCulture)}{(SafeCode().IsMatch(Code) ? " " + Code : "")}";
        if (Outages.TryGetValue(Code, out string? outage))
        {
            return new(SinkOutcome.Unavailable, $"S3 {outage} ({shown}){ClockHint()}", RetryAfter);
        }

        return Status switch
        {
            >= 500 or 408 or 429 => new(SinkOutcome.Unavailable, $"S3 is out of order ({shown})", RetryAfter),
            407 => new(SinkOutcome.Unavailable, "the proxy wants other credentials (407)", RetryAfter),
            >= 400 => new(SinkOutcome.Refused, $"S3 refuses the object ({shown})", RetryAfter),
            _ => new(SinkOutcome.Unavailable, $"the answer is not S3's ({shown})", RetryAfter),
        };
    }

    private string ClockHint() => Code is "RequestTimeTooSkewed" or "RequestExpired" && ClockAhead is { } ahead
        ? $": this device's clock is {ahead.Duration():d\\.hh\\:mm\\:ss} {(ahead > TimeSpan.Zero ? "ahead" : "behind")}"
        : "";

    [GeneratedRegex(@"\A[A-Za-z0-9.]{1,64}\z")]
    private static partial Regex SafeCode();
}
