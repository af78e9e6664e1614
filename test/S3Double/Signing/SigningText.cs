using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace EdgeActors.S3Double.Signing;

/// <summary>The texts and keys that Signature Version 4 hashes.</summary>
internal static partial class SigningText
{
    /// <summary>SHA-256 of nothing.</summary>
    public static string EmptyHash { get; } = Hash([]);

    public static string Hash(ReadOnlySpan<byte> data) => Convert.ToHexStringLower(SHA256.HashData(data));

    public static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    public static byte[] Key(string secret, AuthorizationHeader header) =>
        Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + secret), header.Date), header.Region), header.Service), "aws4_request");

    public static string CanonicalRequest(HttpRequest request, S3Target target, AuthorizationHeader header, string payloadHash)
    {
        StringBuilder text = new();
        text.Append(request.Method).Append('\n').Append(Encode(target.Path, keepSlash: true)).Append('\n');
        text.AppendJoin('&', target.Query
            .Select(q => (Name: Encode(q.Key, keepSlash: false), Value: Encode(q.Value, keepSlash: false)))
            .OrderBy(q => q.Name, StringComparer.Ordinal).ThenBy(q => q.Value, StringComparer.Ordinal)
            .Select(q => q.Name + "=" + q.Value)).Append('\n');
        foreach (string name in header.SignedHeaders)
        {
            IEnumerable<string> values = request.Headers[name].Select(v => Spaces().Replace(v!.Trim(), " "));
            text.Append(name).Append(':').AppendJoin(',', values).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', header.SignedHeaders).Append('\n').Append(payloadHash).ToString();
    }

    public static string StringToSign(string date, string scope, string canonicalRequest) =>
        $"{AuthorizationHeader.Algorithm}\n{date}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

    private static string Encode(string text, bool keepSlash)
    {
        StringBuilder encoded = new();
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~' || (keepSlash && b == '/'))
            {
                encoded.Append((char)b);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
            }
        }

        return encoded.ToString();
    }

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
