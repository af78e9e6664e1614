using Microsoft.Extensions.Logging;

namespace EdgeActors.Aws.Credentials;

internal static partial class CredentialLog
{
    [LoggerMessage(4001, LogLevel.Information, "AWS credentials come from {Source}, good for {Life}")]
    public static partial void KeysCame(this ILogger log, string source, string life);

    [LoggerMessage(4002, LogLevel.Warning, "No new AWS credentials: {Reason}; older ones are used as long as they are valid")]
    public static partial void KeysNotRenewed(this ILogger log, string reason);

    [LoggerMessage(4003, LogLevel.Warning, "No AWS credentials: {Reason}; captures are kept and uploads wait")]
    public static partial void NoKeys(this ILogger log, string reason);

    [LoggerMessage(4004, LogLevel.Debug, "AWS credentials renewed by {Source}, good for {Life}")]
    public static partial void KeysRenewed(this ILogger log, string source, string life);

    [LoggerMessage(4005, LogLevel.Warning, "{Warning}")]
    public static partial void KeyFileOpen(this ILogger log, string warning);
}
