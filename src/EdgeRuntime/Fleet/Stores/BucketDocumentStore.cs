using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using EdgeActors.Aws.S3;
using EdgeActors.Fleet.Documents;

namespace EdgeActors.Fleet.Stores;

/// <summary>
/// Documents as objects of a bucket. A version is an ETag; writers hold each other off by conditional puts, and a server that ignores those is found out
/// before the first one. Nothing is made before the first call.
/// </summary>
/// <param name="root">The bucket and what comes before all keys.</param>
/// <param name="options">The way to it.</param>
/// <param name="credentials">What requests are signed with.</param>
/// <param name="limits">Time and number of calls.</param>
/// <param name="time">The clock.</param>
/// <param name="isProbed">Whether the server is tried out before the first conditional put: for everybody but devices, of which each writes its own documents only.</param>
internal sealed class BucketDocumentStore(
    FleetTreeRoot.Bucket root, S3SinkOptions options, Func<AWSCredentials> credentials, StoreLimits limits, TimeProvider time, bool isProbed)
    : IDocumentStore, IDisposable
{
    private const int LargestPage = 1000;

    private readonly Lock _gate = new();
    private readonly BoundedCalls _bounded = new(root.ToString(), limits, time);
    private readonly string _prefix = root.KeyPrefix;
    private S3Connection? _connection;
    private bool _disposed;
    private volatile bool _isTrusted = !isProbed;

    /// <inheritdoc />
    public string Description => root.ToString();

    /// <inheritdoc />
    public Task<DocumentRead> ReadAsync(string key, string? known, int maxBytes, CancellationToken cancelled) => RunAsync(
        "read", key,
        async (client, end) =>
        {
            try
            {
                GetObjectRequest request = new() { BucketName = root.Name, Key = _prefix + key, EtagToNotMatch = known };
                using GetObjectResponse answer = await client.GetObjectAsync(request, end);
                return new DocumentRead(await ObjectContent.ReadAsync(answer, $"{root}/{key}", maxBytes, end), ObjectContent.VersionOf(answer.ETag));
            }
            catch (AmazonServiceException answer) when (answer.StatusCode == HttpStatusCode.NotModified && known is not null)
            {
                return new DocumentRead(null, known);
            }
            catch (AmazonServiceException answer) when (BucketFault.IsMissing(answer))
            {
                return new DocumentRead(null, null);
            }
        },
        cancelled);

    /// <inheritdoc />
    public Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancelled) => RunAsync(
        "write", key,
        async (client, end) =>
        {
            ConditionalPut puts = new(client, root.Name, options);
            if (expected is not null && !_isTrusted)
            {
                await puts.ProbeAsync(_prefix, end);
                _isTrusted = true;
            }

            return await puts.PutAsync(_prefix + key, content, expected, end);
        },
        cancelled);

    /// <inheritdoc />
    public Task RemoveAsync(string key, CancellationToken cancelled) => RunAsync(
        "remove", key,
        async (client, end) =>
        {
            await client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = root.Name, Key = _prefix + key }, end);
            return true;
        },
        cancelled);

    /// <inheritdoc />
    public async IAsyncEnumerable<string> ListAsync(string prefix, int most, [EnumeratorCancellation] CancellationToken cancelled)
    {
        string? next = null;
        int left = most;
        do
        {
            ListObjectsV2Request request = new()
            {
                BucketName = root.Name,
                Prefix = _prefix + prefix,
                MaxKeys = Math.Min(left, LargestPage),
                ContinuationToken = next,
            };
            ListObjectsV2Response page = await RunAsync("list", prefix, (client, end) => client.ListObjectsV2Async(request, end), cancelled);
            foreach (S3Object found in (page.S3Objects ?? []).Take(left))
            {
                left--;
                yield return found.Key[_prefix.Length..];
            }

            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null && left > 0);
    }

    /// <summary>Ends the connections; calls that still run fail.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _connection?.Dispose();
        }
    }

    private Task<T> RunAsync<T>(string what, string key, Func<IAmazonS3, CancellationToken, Task<T>> call, CancellationToken cancelled) => _bounded.RunAsync(
        async end =>
        {
            try
            {
                return await call(Connection().Client, end);
            }
            catch (Exception failure) when (failure is not DocumentStoreException && !end.IsCancellationRequested)
            {
                throw BucketFault.Of(failure, what, $"{root}/{key}", time.GetUtcNow());
            }
        },
        cancelled);

    private S3Connection Connection()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _connection ??= new S3Connection(options, credentials);
        }
    }
}
