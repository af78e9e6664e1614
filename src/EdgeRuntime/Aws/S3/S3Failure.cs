using System.Globalization;
using System.Security.Authentication;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using EdgeActors.Aws.Credentials;
using EdgeActors.Upload;

namespace EdgeActors.Aws.S3;

/// <summary>Turns what the SDK throws into a result, in own words: exception texts of the other side stay out.</summary>
internal static class S3Failure
{
    // The agent's own keys are fetched in the background: looking again whether they are there goes no further than this process.
    private static readonly TimeSpan KeysExpected = TimeSpan.FromSeconds(3);

    /// <summary>What the failure means for the uploader.</summary>
    /// <param name="failure">Thrown by the SDK or below it.</param>
    /// <param name="now">This device's time, for the hint at a wrong clock.</param>
    public static SinkResult Read(Exception failure, DateTimeOffset now)
    {
        if (Find<NoCredentialsException>(failure) is { } credentials)
        {
            TimeSpan? within = credentials.InnerException is CredentialsUnavailableException ? KeysExpected : null;
            return new(SinkOutcome.Unavailable, credentials.Message, RetryWithin: within);
        }

        return AnswerOf(failure, now) is { } answer
            ? answer.ToResult()
            : new(SinkOutcome.Unavailable, Find<HttpRequestException>(failure) is { } request ? Network(request) : Unknown(failure));
    }

    /// <summary>What S3 answered; null when the failure is no answer of it.</summary>
    public static S3Answer? AnswerOf(Exception failure, DateTimeOffset now) =>
        failure is AmazonServiceException { StatusCode: not 0 } answer ? Answer(answer, now) : null;

    private static S3Answer Answer(AmazonServiceException answer, DateTimeOffset now)
    {
        IWebResponseData? response = Find<HttpErrorResponseException>(answer)?.Response;
        TimeSpan? ahead = DateTimeOffset.TryParse(response?.GetHeaderValue("Date"), CultureInfo.InvariantCulture, out DateTimeOffset date)
            ? now - date : null;
        TimeSpan? pause = int.TryParse(response?.GetHeaderValue("Retry-After"), CultureInfo.InvariantCulture, out int seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(seconds) : null;
        return new((int)answer.StatusCode, answer.ErrorCode ?? "", pause, ahead);
    }

    private static string Network(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the name of the S3 endpoint is not resolved",
        HttpRequestError.ConnectionError => "S3 cannot be reached",
        HttpRequestError.SecureConnectionError => "no TLS connection to S3 comes about",
        HttpRequestError.ProxyTunnelError => "the proxy lets nothing through to S3",
        _ when Find<AuthenticationException>(failure) is not null => "no TLS connection to S3 comes about",
        _ => "the connection to S3 broke",
    };

    private static string Unknown(Exception failure) => Find<IOException>(failure) is null
        ? $"the S3 client failed ({failure.GetType().Name})"
        : "the connection to S3 broke";

    private static T? Find<T>(Exception? failure)
        where T : Exception
    {
        while (failure is not null and not T)
        {
            failure = failure.InnerException;
        }

        return failure as T;
    }
}
