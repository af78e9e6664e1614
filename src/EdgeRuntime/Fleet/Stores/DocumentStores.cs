using Amazon.Runtime;
using EdgeActors.Aws.S3;
using EdgeActors.Fleet.Documents;
using EdgeActors.Storage.Files;

namespace EdgeActors.Fleet.Stores;

/// <summary>Makes the store of a tree.</summary>
internal static class DocumentStores
{
    /// <summary>The caller disposes what is <see cref="IDisposable"/>.</summary>
    /// <param name="root">Where it is.</param>
    /// <param name="bucket">The way to the bucket; not asked for a folder.</param>
    /// <param name="credentials">What requests to it are signed with; not asked for a folder, nor before the first call.</param>
    /// <param name="limits">Time and number of calls.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isProbed">Whether a bucket's server is tried out before the first conditional put.</param>
    public static IDocumentStore Open(
        FleetTreeRoot root, Func<S3SinkOptions> bucket, Func<AWSCredentials> credentials, StoreLimits limits, TimeProvider time, bool isProbed) =>
        root switch
        {
            FleetTreeRoot.Bucket at => new BucketDocumentStore(at, bucket(), credentials, limits, time, isProbed),
            FleetTreeRoot.Folder at => new FolderDocumentStore(at.Path, FileCalls.ForSharedFolders(), limits, time),
            _ => throw new ArgumentException($"No place for documents: {root}.", nameof(root)),
        };
}
