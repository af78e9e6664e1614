using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace EdgeActors.S3Double.Signing;

/// <summary>Judges the signature in a request's headers as S3 does, and hands over what the chunks of its body are signed with.</summary>
internal sealed class SignatureCheck(ConcurrentDictionary<string, S3Key> keys, string region, TimeProvider time)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <exception cref="S3Error">Anything S3 would refuse.</exception>
    public ChunkSignatures Verify(HttpRequest request, S3Target target)
    {
        AuthorizationHeader header = AuthorizationHeader.Parse(request.Headers.Authorization);
        S3Key key = keys.GetValueOrDefault(header.AccessKey) ?? throw new S3Error(
            403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", ("AWSAccessKeyId", header.AccessKey));
        VerifyToken(key, request.Headers["x-amz-security-token"].ToString());
        string date = request.Headers["x-amz-date"].ToString();
        VerifyTime(date, header);
        if (header.Region != region || header.Service != "s3")
        {
            throw new S3Error(
                400, "AuthorizationHeaderMalformed",
                $"The authorization header is malformed; the region '{header.Region}' is wrong; expecting '{region}'", ("Region", region));
        }

        string payload = request.Headers["x-amz-content-sha256"].ToString();
        if (payload.Length == 0)
        {
            throw S3Error.Invalid("Missing required header for this request: x-amz-content-sha256");
        }

        string text = SigningText.StringToSign(date, header.Scope, SigningText.CanonicalRequest(request, target, header, payload));
        byte[] signingKey = SigningText.Key(key.Secret, header);
        string expected = Convert.ToHexStringLower(SigningText.Hmac(signingKey, text));
        return Same(expected, header.Signature)
            ? new ChunkSignatures(signingKey, date, header.Scope, header.Signature)
            : throw new S3Error(
                403, "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
                ("AWSAccessKeyId", header.AccessKey), ("StringToSign", text), ("SignatureProvided", header.Signature));
    }

    internal static bool Same(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(given));

    private void VerifyToken(S3Key key, string token)
    {
        if (token != (key.Token ?? ""))
        {
            throw new S3Error(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
        }

        if (key.Expires <= time.GetUtcNow())
        {
            throw new S3Error(400, "ExpiredToken", "The provided token has expired.");
        }
    }

    private void VerifyTime(string date, AuthorizationHeader header)
    {
        if (!DateTimeOffset.TryParseExact(
                date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset signed)
            || !date.StartsWith(header.Date, StringComparison.Ordinal))
        {
            throw new S3Error(403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
        }

        DateTimeOffset now = time.GetUtcNow();
        if ((now - signed).Duration() > Skew)
        {
            throw new S3Error(
                403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.",
                ("RequestTime", date), ("ServerTime", now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
                ("MaxAllowedSkewMilliseconds", "900000"));
        }
    }
}
