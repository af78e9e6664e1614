using System.Security.Cryptography;
using System.Text;
using EdgeActors.Aws.Credentials;

namespace EdgeActors.Aws.Signing;

/// <summary>AWS Signature Version 4: from the canonical request to the signature. Pure.</summary>
internal static class SignatureV4
{
    /// <summary>Name of the algorithm, the first word of the header.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Bytes of a signature.</summary>
    public const int Length = HMACSHA256.HashSizeInBytes;

    /// <summary>SHA-256 of a body as requests name it.</summary>
    public static string PayloadHash(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>The text that is signed.</summary>
    /// <param name="time"><c>X-Amz-Date</c>.</param>
    /// <param name="scope">What the signature holds for.</param>
    /// <param name="canonicalRequest">From <see cref="CanonicalRequest"/>.</param>
    public static string StringToSign(string time, SigningScope scope, string canonicalRequest) =>
        $"{Algorithm}\n{time}\n{scope}\n{PayloadHash(Encoding.UTF8.GetBytes(canonicalRequest))}";

    /// <summary>The signature of <paramref name="stringToSign"/>.</summary>
    public static byte[] Sign(Secret secretAccessKey, SigningScope scope, string stringToSign)
    {
        byte[] date = Hmac(Encoding.UTF8.GetBytes("AWS4" + secretAccessKey.Reveal()), scope.Date);
        byte[] service = Hmac(Hmac(date, scope.Region), scope.Service);
        return Hmac(Hmac(service, SigningScope.Terminator), stringToSign);
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
