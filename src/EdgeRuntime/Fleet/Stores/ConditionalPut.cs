using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using EdgeActors.Aws.S3;
using EdgeActors.Fleet.Documents;
using EdgeActors.Upload;

namespace EdgeActors.Fleet.Stores;

/// <summary>Puts a document on a condition, and tries out whether the server knows conditions.</summary>
internal sealed class ConditionalPut(IAmazonS3 client, string bucket, S3SinkOptions options)
{
    /// <summary>The object, behind the prefix, that servers are tried out with; it stays.</summary>
    public const string ProbeName = "conditional-writes-probe";

    private const string ContentType = "application/json";
    private const string NobodysETag = "\"00000000000000000000000000000000\"";
    private static readonly byte[] ProbeContent = "edgeactors tries out here whether this server heeds If-None-Match and If-Match\n"u8.ToArray();

    /// <summary>Puts a document; its version, or null when another writer was first.</summary>
    public async Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancelled)
    {
        using MemoryStream bytes = new(content.ToArray(), writable: false);
        PutObjectRequest request = new()
        {
            BucketName = bucket,
            Key = key,
            ContentType = ContentType,
            InputStream = bytes,
            AutoCloseStream = false,
            ChecksumAlgorithm = options.RequestChecksum switch
            {
                S3RequestChecksum.Crc32 => ChecksumAlgorithm.CRC32,
                S3RequestChecksum.Sha256 => ChecksumAlgorithm.SHA256,
                _ => null,
            },
            IfNoneMatch = expected is { Length: 0 } ? "*" : null,
            IfMatch = expected is { Length: > 0 } ? expected : null,
        };
        try
        {
            PutObjectResponse answer = await client.PutObjectAsync(request, cancelled);
            SinkResult judged = ETags.Judge(answer.ETag, options.CompareETag ? Md5(content.Span) : null, answer.ServerSideEncryptionMethod);
            return judged.Outcome == SinkOutcome.Stored ? answer.ETag : throw new DocumentStoreException(FleetFaultKind.Unreachable, judged.Reason);
        }
        catch (AmazonServiceException answer) when (expected is not null && IsAnothersTurn(answer, expected))
        {
            return null;
        }
    }

    /// <summary>Two requests, three the first time.</summary>
    /// <exception cref="DocumentStoreException">The server ignores conditions, so that writers would overwrite each other.</exception>
    public async Task ProbeAsync(string prefix, CancellationToken cancelled)
    {
        string key = prefix + ProbeName;
        bool heeds = await PutAsync(key, ProbeContent, DocumentVersion.None, cancelled) is null
            || await PutAsync(key, ProbeContent, DocumentVersion.None, cancelled) is null;
        if (!heeds || await PutAsync(key, ProbeContent, NobodysETag, cancelled) is not null)
        {
            throw new DocumentStoreException(
                FleetFaultKind.Unusable,
                $"the S3 server of {bucket} ignores {(heeds ? "If-Match" : "If-None-Match")}, so two operators would overwrite each other: update it, or use a folder");
        }
    }

    // 412: the condition does not hold. 409: another put of the same object was under way. 404: it was removed since.
    private static bool IsAnothersTurn(AmazonServiceException answer, string expected) =>
        answer.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict || (expected.Length > 0 && BucketFault.IsMissing(answer));

#pragma warning disable CA5351 // What S3 calls ETag is MD5; it guards against damage here, not against people.
    private static string Md5(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
}
