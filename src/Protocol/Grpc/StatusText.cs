using System.Buffers;
using System.Globalization;
using System.Text;

namespace EdgeActors.Protocol.Grpc;

/// <summary>The percent-encoding of the <c>grpc-message</c> header: UTF-8, with all but printable ASCII (and <c>%</c>) escaped.</summary>
public static class StatusText
{
    /// <summary>
    /// Encoded text is cut to this many bytes at most: clients refuse whole responses whose headers exceed 8 KB, and would then
    /// not even see the status.
    /// </summary>
    public const int MaxEncodedBytes = 4096;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        string.Create(95, 0, static (chars, _) =>
        {
            for (var i = 0; i < chars.Length; i++)
            {
                chars[i] = (char)(' ' + i);
            }
        }).Replace("%", "", StringComparison.Ordinal));

    /// <summary>Encodes a status text for the header.</summary>
    public static string Encode(string text)
    {
        if (text.Length <= MaxEncodedBytes && !text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = utf8[..rune.EncodeToUtf8(utf8)];
            if (encoded.Length + (3 * bytes.Length) > MaxEncodedBytes - 3)
            {
                encoded.Append("...");
                break;
            }

            foreach (var b in bytes)
            {
                _ = Plain.Contains((char)b)
                    ? encoded.Append((char)b)
                    : encoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    /// <summary>Decodes a header value. What is no valid escape stays as it is; what is no valid UTF-8 becomes U+FFFD.</summary>
    public static string Decode(string encoded)
    {
        if (!encoded.Contains('%', StringComparison.Ordinal))
        {
            return encoded;
        }

        var source = Encoding.UTF8.GetBytes(encoded);
        var length = 0;
        for (var i = 0; i < source.Length; i++)
        {
            var escaped = source[i] == '%' && i + 2 < source.Length
                && char.IsAsciiHexDigit((char)source[i + 1]) && char.IsAsciiHexDigit((char)source[i + 2]);
            source[length++] = escaped
                ? byte.Parse(source.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                : source[i];
            i += escaped ? 2 : 0;
        }

        return Encoding.UTF8.GetString(source, 0, length);
    }
}
