using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using EdgeActors.Aws.S3;
using EdgeActors.Upload;
using EdgeActors.Wording;

namespace EdgeActors.Packages.Sources;

/// <summary>Packages in a bucket, read by range with If-Match, so that a download never goes on with another object than it began with.</summary>
/// <param name="client">Gives the client; made at the first use, and asked from the pool since that may block.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="prefix">What stands before each key, with a slash at its end; or empty.</param>
/// <param name="time">For the hint at a wrong clock.</param>
internal sealed class BucketPackageSource(Func<IAmazonS3> client, string bucket, string prefix, TimeProvider time) : IPackageSource
{
    private const int PreconditionFailed = 412;
    private const int RangeNotSatisfiable = 416;

    /// <inheritdoc />
    public async Task<PackageStream> OpenAsync(string url, long offset, string? version, CancellationToken cancelled)
    {
        string key = prefix + PackageUrl.Read(url).Key;
        if (offset > 0 && version is not null && await TryAsync(key, offset, version, cancelled) is { } goesOn)
        {
            return goesOn;
        }

        return await TryAsync(key, 0, null, cancelled) ?? throw Fault(key, "the object changes while it is read", isTransient: true);
    }

    // Null when the object is another now.
    private async Task<PackageStream?> TryAsync(string key, long offset, string? version, CancellationToken cancelled)
    {
        GetObjectRequest request = new() { BucketName = bucket, Key = key, EtagToMatch = version };
        if (offset > 0)
        {
            request.ByteRange = new ByteRange($"bytes={offset}-");
        }

        try
        {
            // The SDK's first call reads files and may block.
            GetObjectResponse answer = await Task.Run(() => client().GetObjectAsync(request, cancelled), cancelled).WaitAsync(cancelled);
            return Stream(key, offset, answer);
        }
        catch (AmazonServiceException refused) when ((int)refused.StatusCode is PreconditionFailed or RangeNotSatisfiable)
        {
            return null;
        }
        catch (Exception failure) when (failure is AmazonClientException or AmazonServiceException or HttpRequestException or IOException)
        {
            throw Fault(key, failure);
        }
    }

    private PackageStream Stream(string key, long offset, GetObjectResponse answer)
    {
        // A server that knows no ranges answers with the whole object.
        bool isPart = !string.IsNullOrEmpty(answer.ContentRange);
        long begin = isPart ? offset : 0;
        if (answer.ContentLength < 0 || string.IsNullOrEmpty(answer.ETag) || (isPart && !answer.ContentRange.StartsWith($"bytes {offset}-", StringComparison.Ordinal)))
        {
            answer.Dispose();
            throw Fault(key, "the answer tells no length, no ETag or another range than was asked for", isTransient: true);
        }

        return new PackageStream(answer.ResponseStream, begin, begin + answer.ContentLength, answer.ETag);
    }

    private PackageSourceException Fault(string key, Exception failure)
    {
        SinkResult read = S3Failure.Read(failure, time.GetUtcNow());
        return Fault(key, read.Reason ?? failure.GetType().Name, isTransient: read.Outcome == SinkOutcome.Unavailable, failure);
    }

    private PackageSourceException Fault(string key, string reason, bool isTransient, Exception? cause = null) =>
        new(isTransient, $"s3://{bucket}/{Printable.Of(key)}: {reason}", cause);
}
