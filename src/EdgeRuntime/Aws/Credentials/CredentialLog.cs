using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Aws.Credentials;

internal static partial class CredentialLog
{
    [LoggerMessage(3300, LogLevel.Information, "AWS credentials come from {Source}, good for {Life}")]
    public static partial void KeysCame(this ILogger log, string source, string life);

    [LoggerMessage(3301, LogLevel.Warning, "No new AWS credentials: {Reason}; older ones are used as long as they are valid")]
    [Advice("The source of credentials is away; uploads go on with the old ones until those end. See the reason.")]
    public static partial void KeysNotRenewed(this ILogger log, string reason);

    [LoggerMessage(3302, LogLevel.Warning, "No AWS credentials: {Reason}; captures are kept and uploads wait")]
    [Advice("Uploads wait for credentials. See the reason; docs/configuration.md says where they come from.")]
    public static partial void NoKeys(this ILogger log, string reason);

    [LoggerMessage(3303, LogLevel.Debug, "AWS credentials renewed by {Source}, good for {Life}")]
    public static partial void KeysRenewed(this ILogger log, string source, string life);

    [LoggerMessage(3304, LogLevel.Warning, "{Warning}")]
    [Advice("Others may read or change the device's private key. Give the file mode 0400 and the agent's user.")]
    public static partial void KeyFileOpen(this ILogger log, string warning);
}
