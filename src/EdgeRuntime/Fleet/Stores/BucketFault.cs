using System.Net;
using Amazon.Runtime;
using EdgeActors.Aws.S3;
using EdgeActors.Fleet.Documents;

namespace EdgeActors.Fleet.Stores;

/// <summary>What failed calls to S3 mean to who waits for a fleet.</summary>
internal static class BucketFault
{
    private static readonly HashSet<string> KeyFaults = new(StringComparer.Ordinal)
    {
        "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "InvalidToken", "InvalidClientTokenId", "UnrecognizedClientException", "InvalidSecurity",
    };

    private static readonly HashSet<string> SpokenFor = new(StringComparer.Ordinal)
    {
        "RequestTimeTooSkewed", "RequestExpired", "InvalidAccessKeyId", "SignatureDoesNotMatch", "AccountProblem", "NotSignedUp",
    };

    /// <summary>Whether the answer only says that there is no such object.</summary>
    public static bool IsMissing(AmazonServiceException answer) =>
        answer.StatusCode == HttpStatusCode.NotFound && answer.ErrorCode is null or "" or "NoSuchKey" or "NotFound";

    /// <param name="failure">Thrown by the SDK or below it.</param>
    /// <param name="what">What was tried: read, write, remove, list.</param>
    /// <param name="name">With what.</param>
    /// <param name="now">This device's time.</param>
    public static DocumentStoreException Of(Exception failure, string what, string name, DateTimeOffset now)
    {
        string told = S3Failure.Read(failure, now).Reason;
        if (S3Failure.AnswerOf(failure, now) is not { } answer)
        {
            return new(FleetFaultKind.Unreachable, told, failure);
        }

        return answer.Status is 401 or 403 || KeyFaults.Contains(answer.Code)
            ? new(FleetFaultKind.Denied, KeyFaults.Contains(answer.Code) || SpokenFor.Contains(answer.Code) ? told : NoRight(answer, what, name), failure)
            : new(FleetFaultKind.Unreachable, told, failure);
    }

    private static string NoRight(S3Answer answer, string what, string name) =>
        $"S3 does not let this role {what} {name} ({answer.Status}): it needs {Right(what)} there, as in deploy/iam";

    // Without the right to list, S3 says of what is not there that it may not be read.
    private static string Right(string what) => what switch
    {
        "read" => "s3:GetObject and s3:ListBucket",
        "write" => "s3:PutObject",
        "remove" => "s3:DeleteObject",
        _ => "s3:ListBucket",
    };
}
