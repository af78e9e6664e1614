using System.Security.Cryptography;
using EdgeActors.S3Double.Checksums;

namespace EdgeActors.S3Double.Store;

/// <summary>Buckets, objects and unfinished uploads in memory. All members may be called from any thread.</summary>
internal sealed class BucketStore(S3ServerOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<string, StoredObject>> _buckets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MultipartUpload> _uploads = new(StringComparer.Ordinal);
    private int _lastUpload;

    public bool Create(string bucket)
    {
        lock (_gate)
        {
            return _buckets.TryAdd(bucket, new SortedDictionary<string, StoredObject>(StringComparer.Ordinal));
        }
    }

    /// <exception cref="S3Error">NoSuchBucket.</exception>
    public StoredObject[] Objects(string bucket)
    {
        lock (_gate)
        {
            return [.. In(bucket).Values];
        }
    }

    /// <exception cref="S3Error">NoSuchBucket, NoSuchKey.</exception>
    public StoredObject Get(string bucket, string key)
    {
        lock (_gate)
        {
            return In(bucket).GetValueOrDefault(key) ?? throw S3Error.NoSuchKey(key);
        }
    }

    /// <exception cref="S3Error">NoSuchBucket, PreconditionFailed; NoSuchKey when there is nothing that could match.</exception>
    public StoredObject Put(
        string bucket, string key, byte[] content, string contentType, string etag, IReadOnlyDictionary<string, string> headers, PutCondition condition)
    {
        lock (_gate)
        {
            SortedDictionary<string, StoredObject> objects = In(bucket);
            StoredObject? before = objects.GetValueOrDefault(key);
            if (!options.IgnoresPutConditions)
            {
                condition.Demand(key, before);
            }

            return objects[key] = new StoredObject(
                bucket, key, options.KeepContent ? content : [], content.Length, Convert.ToHexStringLower(SHA256.HashData(content)),
                contentType.Length == 0 ? "binary/octet-stream" : contentType, etag, headers, options.Time.GetUtcNow(), (before?.Writes ?? 0) + 1);
        }
    }

    /// <exception cref="S3Error">NoSuchBucket.</exception>
    public void Delete(string bucket, string key)
    {
        lock (_gate)
        {
            In(bucket).Remove(key);
        }
    }

    public MultipartUpload[] Uploads(string bucket)
    {
        lock (_gate)
        {
            _ = In(bucket);
            return [.. _uploads.Values.Where(u => u.Bucket == bucket).OrderBy(u => u.Key, StringComparer.Ordinal)];
        }
    }

    public MultipartUpload Start(string bucket, string key, string contentType, IReadOnlyDictionary<string, string> headers)
    {
        lock (_gate)
        {
            _ = In(bucket);
            MultipartUpload upload = new($"upload-{++_lastUpload}", bucket, key, contentType, headers, options.Time.GetUtcNow());
            return _uploads[upload.Id] = upload;
        }
    }

    public void AddPart(MultipartUpload upload, int number, UploadPart part)
    {
        lock (_gate)
        {
            upload.Parts[number] = part;
        }
    }

    /// <exception cref="S3Error">NoSuchUpload.</exception>
    public MultipartUpload Upload(string id, string bucket, string key)
    {
        lock (_gate)
        {
            return _uploads.GetValueOrDefault(id) is { } upload && upload.Bucket == bucket && upload.Key == key
                ? upload : throw S3Error.NoSuchUpload(id);
        }
    }

    public KeyValuePair<int, UploadPart>[] Parts(MultipartUpload upload)
    {
        lock (_gate)
        {
            return [.. upload.Parts];
        }
    }

    public void Forget(MultipartUpload upload)
    {
        lock (_gate)
        {
            _uploads.Remove(upload.Id);
        }
    }

    public static string ETagOf(ReadOnlySpan<byte> content) => $"\"{Convert.ToHexStringLower(BodyChecksums.Md5(content))}\"";

    private SortedDictionary<string, StoredObject> In(string bucket) => _buckets.GetValueOrDefault(bucket) ?? throw S3Error.NoSuchBucket(bucket);
}
