using System.Net;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using EdgeActors.Aws.S3;

namespace EdgeActors.Cli.Capture.Books;

/// <summary>Reads what is stored in a bucket. Nothing is changed.</summary>
/// <param name="s3">A client of it.</param>
/// <param name="bucket">Its name.</param>
internal sealed class BucketListing(IAmazonS3 s3, string bucket)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The records of one device below a prefix, places relative to it.</summary>
    /// <param name="prefix">The fleet's folder, with a slash at its end.</param>
    /// <param name="device">Whose records count.</param>
    /// <exception cref="CommandFailure">The bucket cannot be listed or read, or not by these keys.</exception>
    public async Task<SinkView> ReadAsync(string prefix, string device)
    {
        HashSet<string> keys = await KeysAsync(prefix);
        List<(string CaptureId, string Place)> captures = [];
        List<(string Payload, string Place)> missing = [];
        List<(string Place, string Reason)> unreadable = [];
        foreach (string key in keys.Where(key => key.EndsWith(".jsonl", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            string place = key[prefix.Length..];
            try
            {
                foreach (ManifestRecord record in ManifestReader.Read(await ContentAsync(key)).Where(record => record.DeviceId == device))
                {
                    captures.Add((record.CaptureId, place));
                    missing.AddRange(record.References.Where(reference => !IsThere(reference, keys)).Select(reference => (reference, place)));
                }
            }
            catch (JsonException fault)
            {
                unreadable.Add((place, fault.Message));
            }
        }

        return new SinkView([.. captures], [.. missing], [.. unreadable]);
    }

    private bool IsThere(string reference, HashSet<string> keys)
    {
        string own = $"s3://{bucket}/";
        return reference.StartsWith(own, StringComparison.Ordinal) && keys.Contains(reference[own.Length..]);
    }

    private async Task<HashSet<string>> KeysAsync(string prefix)
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        ListObjectsV2Request request = new() { BucketName = bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await AskAsync("s3:ListBucket", late => s3.ListObjectsV2Async(request, late));
            keys.UnionWith((page.S3Objects ?? []).Select(found => found.Key));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return keys;
    }

    private Task<byte[]> ContentAsync(string key) => AskAsync("s3:GetObject", async late =>
    {
        using GetObjectResponse answer = await s3.GetObjectAsync(bucket, key, late);
        using MemoryStream bytes = new();
        await answer.ResponseStream.CopyToAsync(bytes, late);
        return bytes.ToArray();
    });

    private async Task<T> AskAsync<T>(string right, Func<CancellationToken, Task<T>> ask)
    {
        using CancellationTokenSource late = new(Patience);
        try
        {
            // The SDK's first call reads files and may block.
            return await Task.Run(() => ask(late.Token), late.Token).WaitAsync(late.Token);
        }
        catch (AmazonS3Exception refused) when (refused.StatusCode is HttpStatusCode.Forbidden)
        {
            throw new CommandFailure(
                CommandFailure.Failed,
                $"the bucket {bucket} refused {right} ({refused.ErrorCode}): the agent itself only puts, to verify takes keys that may list and read as well",
                cause: refused);
        }
        catch (OperationCanceledException slow)
        {
            throw new CommandFailure(CommandFailure.Failed, $"the bucket {bucket} gave no answer within {Patience.TotalSeconds:0} s", cause: slow);
        }
        catch (Exception failure) when (failure is Amazon.Runtime.AmazonClientException or Amazon.Runtime.AmazonServiceException or HttpRequestException or IOException)
        {
            throw new CommandFailure(
                CommandFailure.Failed,
                $"the bucket {bucket} cannot be read: {S3Failure.Read(failure, TimeProvider.System.GetUtcNow()).Reason}",
                cause: failure);
        }
    }
}
