using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using EdgeActors.Upload;

namespace EdgeActors.Aws.S3;

/// <summary>Puts an object in one request, or in parts when it is large.</summary>
internal sealed class ObjectPut(IAmazonS3 client, S3SinkOptions options, SinkObject content, PutClock clock)
{
    private const int MostParts = 10_000;
    private static readonly TimeSpan AbortTime = TimeSpan.FromSeconds(10);

    /// <summary>Why the content could not be read; null when it could.</summary>
    public SinkResult? ContentFault { get; private set; }

    /// <exception cref="AmazonServiceException">S3 refused.</exception>
    public Task<SinkResult> RunAsync(Stream bytes) => content.Length > options.MultipartAbove ? InPartsAsync(bytes) : AtOnceAsync(bytes);

    private async Task<SinkResult> AtOnceAsync(Stream bytes)
    {
        MeasuredContent measured = new(bytes, content.Length, clock, options.CompareETag);
        PutObjectRequest request = new()
        {
            BucketName = options.Bucket,
            Key = content.Key,
            ContentType = content.ContentType,
            InputStream = measured,
            AutoCloseStream = false,
            ChecksumAlgorithm = Algorithm(),
        };
        (PutObjectResponse answer, string? md5) = await MeasureAsync(measured, () => client.PutObjectAsync(request, clock.Token));
        return ETags.Judge(answer.ETag, md5, answer.ServerSideEncryptionMethod);
    }

    private async Task<SinkResult> InPartsAsync(Stream bytes)
    {
        InitiateMultipartUploadRequest start = new()
        {
            BucketName = options.Bucket,
            Key = content.Key,
            ContentType = content.ContentType,
            ChecksumAlgorithm = Algorithm(),
        };
        string upload = (await client.InitiateMultipartUploadAsync(start, clock.Token)).UploadId;
        bool complete = false;
        try
        {
            CompleteMultipartUploadRequest end = new() { BucketName = options.Bucket, Key = content.Key, UploadId = upload };
            long size = Math.Max(options.PartSize, (content.Length + MostParts - 1) / MostParts);
            for (long at = 0; at < content.Length; at += size)
            {
                (UploadPartResponse part, SinkResult judged) = await PartAsync(bytes, upload, at, Math.Min(size, content.Length - at), size);
                if (judged.Outcome != SinkOutcome.Stored)
                {
                    return judged;
                }

                end.AddPartETags(part);
            }

            clock.Progress();
            await client.CompleteMultipartUploadAsync(end, clock.Token);
            complete = true;
            return SinkResult.Stored;
        }
        finally
        {
            if (!complete)
            {
                await AbortAsync(upload);
            }
        }
    }

    private async Task<(UploadPartResponse Part, SinkResult Judged)> PartAsync(Stream bytes, string upload, long at, long length, long size)
    {
        MeasuredContent measured = new(bytes, length, clock, options.CompareETag);
        UploadPartRequest request = new()
        {
            BucketName = options.Bucket,
            Key = content.Key,
            UploadId = upload,
            PartNumber = (int)(at / size) + 1,
            PartSize = length,
            IsLastPart = at + length == content.Length,
            InputStream = measured,
            ChecksumAlgorithm = Algorithm(),
        };
        (UploadPartResponse answer, string? md5) = await MeasureAsync(measured, () => client.UploadPartAsync(request, clock.Token));
        return (answer, ETags.Judge(answer.ETag, md5, answer.ServerSideEncryptionMethod));
    }

    private async Task<(T Answer, string? Md5)> MeasureAsync<T>(MeasuredContent measured, Func<Task<T>> request)
    {
        try
        {
            T answer = await request();
            return (answer, measured.Md5());
        }
        finally
        {
            ContentFault ??= measured.Fault;
            measured.End();
        }
    }

    /// <summary>Parts that nobody completes cost their owner money for ever.</summary>
    private async Task AbortAsync(string upload)
    {
        using CancellationTokenSource box = new(AbortTime);
        try
        {
            await client.AbortMultipartUploadAsync(options.Bucket, content.Key, upload, box.Token);
        }
        catch (Exception failure) when (failure is AmazonClientException or HttpRequestException or IOException or OperationCanceledException)
        {
            // The put has failed already and says why; what stays is for the bucket's rule on unfinished uploads.
        }
    }

    private ChecksumAlgorithm? Algorithm() => options.RequestChecksum switch
    {
        S3RequestChecksum.Crc32 => ChecksumAlgorithm.CRC32,
        S3RequestChecksum.Sha256 => ChecksumAlgorithm.SHA256,
        _ => null,
    };
}
