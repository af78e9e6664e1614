using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Packages;

/// <summary>What the log says about packages.</summary>
internal static partial class PackageLog
{
    [LoggerMessage(4250, LogLevel.Information, "The package {Url} is on the device: {Files} files, {Bytes} bytes, SHA-256 {Sha256}, signed by {Signer}")]
    public static partial void PackageStored(this ILogger log, string url, int files, long bytes, string sha256, string signer);

    [LoggerMessage(4251, LogLevel.Warning, "The package {Url} is refused: {Reason}")]
    [Advice("The reason says what is wrong with it. Nothing of it was unpacked under a name that is used; the model that served before goes on.")]
    public static partial void PackageRefused(this ILogger log, string url, string reason);

    [LoggerMessage(4252, LogLevel.Warning, "The package {Url} cannot be had now: {Reason}")]
    [Advice("Network, bucket, rights or disk, as the reason says. What was downloaded is kept, and it is tried again.")]
    public static partial void PackageUnavailable(this ILogger log, string url, string reason);

    [LoggerMessage(4253, LogLevel.Warning, "The package {Url} is taken without a good signature: {Reason}")]
    [Advice("edgeactors_package_signatures is \"warn\". Sign packages (edgeactors package sign) and set it to \"enforce\", or to \"off\" where nobody signs.")]
    public static partial void SignatureMissing(this ILogger log, string url, string reason);

    [LoggerMessage(4254, LogLevel.Information, "The download of {Url} goes on at {Offset} of {Total} bytes")]
    public static partial void DownloadGoesOn(this ILogger log, string url, long offset, long total);

    [LoggerMessage(4255, LogLevel.Warning, "The download of {Url} begins anew: the object is another than the one that {Bytes} bytes are there of")]
    [Advice("Somebody replaced the package while it was fetched. Give each version a name of its own.")]
    public static partial void DownloadBeginsAnew(this ILogger log, string url, long bytes);

    [LoggerMessage(4256, LogLevel.Warning, "{Reason}")]
    [Advice("A file in the folder of public keys is not used. Repair it or take it away; signatures by the other keys still count.")]
    public static partial void KeyUnusable(this ILogger log, string reason);

    [LoggerMessage(4257, LogLevel.Information, "The package {Folder} is no longer used and was removed")]
    public static partial void PackageRemoved(this ILogger log, string folder);

    [LoggerMessage(4258, LogLevel.Warning, "{Folder} is no longer used and cannot be removed: {Reason}")]
    [Advice("It is tried again. If somebody else made it there, remove it by hand; it only takes room.")]
    public static partial void RemovalFails(this ILogger log, string folder, string reason);

    [LoggerMessage(4259, LogLevel.Warning, "The package in {Folder} is not as it was unpacked: {Reason}; it is fetched again")]
    [Advice("Somebody changed files of a model below the data root, or the disk is failing: look at the kernel's log.")]
    public static partial void PackageChanged(this ILogger log, string folder, string reason);
}
