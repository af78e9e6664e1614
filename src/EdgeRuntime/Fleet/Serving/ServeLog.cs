using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Fleet.Serving;

internal static partial class ServeLog
{
    [LoggerMessage(4060, LogLevel.Information, "Serving fleet {Fleet} of {Tree} on {Url} to the holders of {Keys} keys")]
    public static partial void Serving(this ILogger log, string fleet, string tree, string url, int keys);

    [LoggerMessage(4061, LogLevel.Warning, "{Url} takes requests from other machines without encryption: what devices report and where packages are can be read on the way")]
    [Advice("Signatures keep requests from being forged or repeated, not from being read. Give --certificate, or listen on loopback behind a proxy that has one.")]
    public static partial void Unencrypted(this ILogger log, string url);

    [LoggerMessage(4062, LogLevel.Information, "{Path} by {Peer} refused: {Status} {Error}: {Reason}")]
    public static partial void Refused(this ILogger log, string path, string peer, int status, string error, string reason);

    [LoggerMessage(4063, LogLevel.Warning, "The fleet's tree is in trouble: {Reason}")]
    [Advice("Devices got InternalServiceException and try again. The reason says what the tree lacks: network, rights, or a document of the right form.")]
    public static partial void TreeInTrouble(this ILogger log, string reason);

    [LoggerMessage(4064, LogLevel.Error, "The deployments for device {Device} have packages of the tree's own, which cannot be fetched by s3 urls from here")]
    [Advice("The wire knows packages by s3 urls only. Put the packages into a bucket and start with --package-url-prefix, or deploy them by s3 urls.")]
    public static partial void PackagesOutOfReach(this ILogger log, string device);

    [LoggerMessage(4065, LogLevel.Warning, "Device {Device} reports on deployment {Deployment}, which it is not given any more; the rest of its heartbeat is kept")]
    [Advice("The deployment was changed or removed meanwhile, or the device is of another stage now: nobody counts that result.")]
    public static partial void ResultOfNothing(this ILogger log, string device, string deployment);

    [LoggerMessage(4066, LogLevel.Error, "{Path} failed unexpectedly")]
    [Advice("A fault of the program: the device got InternalServiceException. Report it with the trace that the log has at Debug.")]
    public static partial void CallFailed(this ILogger log, Exception failure, string path);

    [LoggerMessage(4067, LogLevel.Debug, "{Path} by {Peer} answered after {Milliseconds} ms")]
    public static partial void Answered(this ILogger log, string path, string peer, double milliseconds);
}
