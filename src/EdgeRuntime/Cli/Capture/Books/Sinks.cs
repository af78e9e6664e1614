using Amazon.Runtime;
using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.S3;
using EdgeActors.Configuration.Capture;
using EdgeActors.Hosting.Capture;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Cli.Capture.Books;

/// <summary>Reads the sinks that a configuration names: the folder, the bucket, or both with periodic upload.</summary>
internal static class Sinks
{
    /// <summary>What they hold of the device; a record that is in folder and bucket under the same key is one.</summary>
    /// <exception cref="CommandFailure">The bucket cannot be read.</exception>
    public static async Task<SinkView> ReadAsync(CaptureSettings settings)
    {
        SinkView disk = settings.Destination == CaptureDestination.Cloud
            ? SinkView.Empty
            : DiskListing.Read(Path.Combine(settings.DiskPath, settings.FolderPrefix, settings.Fleet), settings.Device);
        return settings.Bucket is null ? disk : Joined(disk, await BucketAsync(settings, settings.Bucket));
    }

    /// <summary>Both as one.</summary>
    public static SinkView Joined(SinkView disk, SinkView bucket) => new(
        [.. disk.Captures, .. bucket.Captures.Except(disk.Captures)],
        [.. disk.MissingPayloads, .. bucket.MissingPayloads],
        [.. disk.Unreadable, .. bucket.Unreadable]);

    private static async Task<SinkView> BucketAsync(CaptureSettings settings, BucketSettings bucket)
    {
        AWSCredentials keys = await Task.Run(() => Keys(BucketOptions.Keys(settings.Certificate)));
        using S3Connection connection = new(BucketOptions.Of(bucket), () => keys);
        string folder = settings.FolderPrefix.Length == 0 ? $"{settings.Fleet}/" : $"{settings.FolderPrefix}/{settings.Fleet}/";
        return await new BucketListing(connection.Client, bucket.Name).ReadAsync(folder, settings.Device);
    }

    private static AWSCredentials Keys(CredentialOptions options)
    {
        using CancellationTokenSource late = new(options.TimeBox);
        IKeySource source = KeySources.From(options, Environment.GetEnvironmentVariable, TimeProvider.System, NullLogger.Instance);
        return source.Fetch(late.Token) switch
        {
            KeyAnswer.Granted granted => SdkKeys.Of(granted.Keys),
            KeyAnswer.Refused refused => throw new CommandFailure(CommandFailure.Failed, $"there are no keys for the bucket: {refused.Reason}"),
            _ => throw new CommandFailure(CommandFailure.Failed, $"there are no keys for the bucket: {source.Name} has none"),
        };
    }
}
