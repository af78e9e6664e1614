using Amazon.Runtime;
using EdgeActors.Aws.S3;
using EdgeActors.Fleet.Operating;
using EdgeActors.Upload;

namespace EdgeActors.Fleet.Publishing;

/// <summary>Packages in a bucket. Large ones go in parts, and what is put is compared with what was read.</summary>
/// <param name="options">The bucket.</param>
/// <param name="prefix">Before all keys: empty, or with a slash at its end.</param>
/// <param name="credentials">What requests are signed with.</param>
/// <param name="time">The clock.</param>
internal sealed class BucketShelf(S3SinkOptions options, string prefix, Func<AWSCredentials> credentials, TimeProvider time) : IPackageShelf
{
    private const string ContentType = "application/octet-stream";
    private const int MostAttempts = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly S3CaptureSink _bucket = new(options, credentials, time);

    /// <inheritdoc />
    public async Task PutAsync(string key, LocalPackage package, IProgress<long> progress, CancellationToken cancelled)
    {
        SinkObject content = new(prefix + key, ContentType, package.Bytes, _ => Task.FromResult<Stream>(new MeasuredFile(package, progress)));
        for (int attempt = 1; ; attempt++)
        {
            SinkResult result = await _bucket.PutAsync(content, cancelled);
            if (result.Outcome == SinkOutcome.Stored)
            {
                return;
            }

            if (result.Outcome != SinkOutcome.Unavailable || attempt == MostAttempts)
            {
                throw new OperatorException(
                    $"{Path.GetFileName(package.Path)} cannot be put into s3://{options.Bucket}/{prefix}{key}: {result.Reason}. No deployment was written; try again");
            }

            await Task.Delay(result.RetryAfter ?? (FirstPause * attempt), time, cancelled);
        }
    }

    public void Dispose() => _bucket.Dispose();
}
