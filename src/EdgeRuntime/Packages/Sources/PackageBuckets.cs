using Amazon.Runtime;
using EdgeActors.Aws.S3;

namespace EdgeActors.Packages.Sources;

/// <summary>The way to the buckets that hold packages: one client and its connections, made at the first use. All are at the same server and region.</summary>
/// <param name="options">The way to one of them.</param>
/// <param name="credentials">What requests are signed with.</param>
/// <param name="time">The clock.</param>
internal sealed class PackageBuckets(S3SinkOptions options, Func<AWSCredentials> credentials, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private S3Connection? _connection;
    private bool _disposed;

    /// <summary>Packages of a bucket.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What stands before each key, with a slash at its end; or empty.</param>
    public BucketPackageSource Of(string bucket, string prefix) => new(() => Connection().Client, bucket, prefix, time);

    /// <summary>Ends the connections; downloads that still run fail.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _connection?.Dispose();
        }
    }

    private S3Connection Connection()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _connection ??= new S3Connection(options, credentials);
        }
    }
}
