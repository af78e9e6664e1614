using System.Security.Cryptography;
using EdgeActors.S3Double.Bodies;
using Microsoft.AspNetCore.Http;

namespace EdgeActors.S3Double.Checksums;

/// <summary>Compares a body with every checksum that its headers or trailers claim.</summary>
internal static class BodyChecksums
{
    public const string Prefix = "x-amz-checksum-";

    /// <summary>Names as in the headers, without the prefix.</summary>
    public static IReadOnlyCollection<string> Names { get; } = ["crc32", "crc32c", "crc64nvme", "sha1", "sha256"];

    /// <returns>The claimed checksums that were verified, by header name; to be told again with the object.</returns>
    /// <exception cref="S3Error">One is malformed or wrong.</exception>
    public static IReadOnlyDictionary<string, string> Verify(IHeaderDictionary headers, RequestBody body)
    {
        VerifyMd5(headers.ContentMD5.ToString(), body.Content);
        Dictionary<string, string> verified = [];
        foreach (string name in Names)
        {
            string claimed = body.Trailers.GetValueOrDefault(Prefix + name) ?? headers[Prefix + name].ToString();
            if (claimed.Length == 0)
            {
                continue;
            }

            if (claimed != Compute(name, body.Content))
            {
                throw S3Error.BadDigest(name.ToUpperInvariant());
            }

            verified[Prefix + name] = claimed;
        }

        return verified;
    }

    /// <summary>Base64 of the checksum.</summary>
#pragma warning disable CA5350 // SHA-1 is one of S3's checksums, no seal.
    public static string Compute(string name, byte[] content) => Convert.ToBase64String(name switch
    {
        "crc32" => Crc.Crc32.Compute(content),
        "crc32c" => Crc.Crc32C.Compute(content),
        "crc64nvme" => Crc.Crc64Nvme.Compute(content),
        "sha1" => SHA1.HashData(content),
        "sha256" => SHA256.HashData(content),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no checksum of S3"),
    });
#pragma warning restore CA5350

#pragma warning disable CA5351 // MD5 is what Content-MD5 and ETag are made of.
    public static byte[] Md5(ReadOnlySpan<byte> content) => MD5.HashData(content);
#pragma warning restore CA5351

    private static void VerifyMd5(string claimed, byte[] content)
    {
        Span<byte> given = stackalloc byte[16];
        if (claimed.Length == 0)
        {
            return;
        }

        if (!Convert.TryFromBase64String(claimed, given, out int length) || length != 16)
        {
            throw new S3Error(400, "InvalidDigest", "The Content-MD5 you specified was invalid.");
        }

        if (!given.SequenceEqual(Md5(content)))
        {
            throw S3Error.BadDigest("Content-MD5");
        }
    }
}
