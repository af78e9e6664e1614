using System.Globalization;
using EdgeActors.Aws.S3;
using EdgeActors.Doctor.Clocks;

namespace EdgeActors.Doctor.Buckets;

/// <summary>Whether the bucket is there, takes these keys, and, if that may be tried, takes an object.</summary>
internal sealed class BucketCheck : ICheck
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    public Area Area => Area.Bucket;

    public async Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) => Judge(await BucketProbe.LookAsync(context));

    /// <summary>Whether the keys are known, but may not do what was asked.</summary>
    public static bool IsDenied(BucketReply reply) => reply.Answer is { } answer && CodeOf(answer) == BucketCodes.Denied;

    /// <summary>What the facts mean.</summary>
    public static IReadOnlyList<Finding> Judge(BucketFacts? facts)
    {
        if (facts is null)
        {
            return [BucketCodes.Unused.Seen("captures stay on the device")];
        }

        string name = facts.Bucket.Name;
        if (facts.Location is not { } location)
        {
            return [BucketCodes.NoKeys.Seen($"the bucket {name} was not asked")];
        }

        // A device needs no right to ask for the region: then the refusal proves that the keys are good, and no more.
        if (location.Fault is { } fault && !IsDenied(location))
        {
            return [Failed(facts, location, fault)];
        }

        if (IsElsewhere(facts, location))
        {
            return [BucketCodes.Region.Seen($"the bucket {name} is in {location.Region}, the configuration says {facts.Bucket.Region}", $"set the region to {location.Region}")];
        }

        Finding last = facts.Put switch
        {
            null => BucketCodes.Unproven.Seen(
                $"the bucket {name} answered {Took(location)}{(location.Fault is null ? $", its region is {location.Region}" : ", and does not tell these keys its region")}"),
            { Fault: { } refused } => Failed(facts, facts.Put, $"{refused} for {facts.Key}"),
            _ => BucketCodes.Ok.Seen($"s3://{name}/{facts.Key} was written {Took(facts.Put)}"),
        };
        BucketReply slowest = facts.Put?.Took > location.Took ? facts.Put : location;
        return slowest.Took > Slow && last.Code.Severity < Severity.Warning ? [last, BucketCodes.Slow.Seen($"the bucket {name} answered {Took(slowest)}")] : [last];
    }

    /// <summary>What an answer of S3 means.</summary>
    public static DoctorCode CodeOf(S3Answer answer) => answer.Code switch
    {
        "NoSuchBucket" or "InvalidBucketName" => BucketCodes.Missing,
        "AuthorizationHeaderMalformed" or "AuthorizationQueryParametersError" or "PermanentRedirect" or "TemporaryRedirect" or "Redirect"
            or "IllegalLocationConstraintException" => BucketCodes.Region,
        "InvalidAccessKeyId" or "InvalidClientTokenId" or "UnrecognizedClientException" or "SignatureDoesNotMatch" or "ExpiredToken"
            or "ExpiredTokenException" or "TokenRefreshRequired" or "InvalidToken" or "InvalidSecurity" => BucketCodes.Keys,
        "RequestTimeTooSkewed" or "RequestExpired" => ClockCodes.Skew,
        _ => answer.Status switch
        {
            301 or 307 => BucketCodes.Region,
            403 => BucketCodes.Denied,
            404 => BucketCodes.Missing,
            >= 500 or 408 or 429 => BucketCodes.Failing,
            _ => BucketCodes.Refused,
        },
    };

    private static Finding Failed(BucketFacts facts, BucketReply reply, string fault)
    {
        DoctorCode code = reply.Answer is { } answer ? CodeOf(answer) : reply.IsSilent ? BucketCodes.Silent : BucketCodes.Unreachable;
        return code.Seen($"bucket {facts.Bucket.Name}: {fault}, {Took(reply)}", FixOf(code, facts));
    }

    private static string? FixOf(DoctorCode code, BucketFacts facts) =>
        code == BucketCodes.Missing ? $"check the name, or make it: aws s3 mb s3://{facts.Bucket.Name} --region {facts.Bucket.Region}"
        : code == BucketCodes.Denied ? $"allow the role s3:PutObject on arn:aws:s3:::{facts.Bucket.Name}/{facts.Key[..Math.Max(0, facts.Key.IndexOf("/.", StringComparison.Ordinal))]}/*; look for a bucket policy or key (KMS) that refuses it"
        : null;

    // Servers other than AWS call their places as they like.
    private static bool IsElsewhere(BucketFacts facts, BucketReply location) =>
        facts.Bucket.Endpoint is null && location.Region is { } region && region != facts.Bucket.Region;

    private static string Took(BucketReply reply) => string.Create(CultureInfo.InvariantCulture, $"after {reply.Took.TotalMilliseconds:0} ms");
}
