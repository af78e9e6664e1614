using System.Text.RegularExpressions;
using Amazon.S3;
using EdgeActors.Upload;

namespace EdgeActors.Aws.S3;

/// <summary>What the ETag of an answer says about the bytes that arrived.</summary>
internal static partial class ETags
{
    /// <summary>
    /// Stored, but for an answer without ETag, which is not S3's (a captive portal says 200 as well), and one that is the MD5 of other bytes.
    /// </summary>
    /// <param name="etag">As answered.</param>
    /// <param name="md5">Of what was sent; null when it is not to be compared.</param>
    /// <param name="encryption">Under KMS an ETag is no MD5.</param>
    public static SinkResult Judge(string? etag, string? md5, ServerSideEncryptionMethod? encryption)
    {
        string text = etag?.Trim('"') ?? "";
        if (text.Length == 0)
        {
            return new(SinkOutcome.Unavailable, "the answer is not S3's (no ETag)");
        }

        bool comparable = md5 is not null && Md5().IsMatch(text)
            && (encryption is null || encryption == ServerSideEncryptionMethod.None || encryption == ServerSideEncryptionMethod.AES256);
        return comparable && !text.Equals(md5, StringComparison.OrdinalIgnoreCase)
            ? new(
                SinkOutcome.Unavailable,
                $"S3 stored other bytes than were sent, as its ETag says; set {nameof(S3SinkOptions.CompareETag)} to false if its ETags are no MD5")
            : SinkResult.Stored;
    }

    [GeneratedRegex(@"\A[0-9a-fA-F]{32}\z")]
    private static partial Regex Md5();
}
