using System.Globalization;
using System.Text;

namespace EdgeActors.Aws.Signing;

/// <summary>Parts of a request in the one spelling that both sides hash. Pure.</summary>
internal static class CanonicalText
{
    /// <summary>
    /// A path without <c>.</c>, <c>..</c> and empty segments, encoded once more than it already is: the rule for every service but S3.
    /// </summary>
    public static string Path(string path)
    {
        List<string> segments = [];
        foreach (string segment in path.Split('/'))
        {
            if (segment == "..")
            {
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            }
            else if (segment is not ("" or "."))
            {
                segments.Add(Encoded(segment));
            }
        }

        bool isFolder = segments.Count > 0 && (path[^1] == '/' || path.EndsWith("/.", StringComparison.Ordinal));
        return "/" + string.Join('/', segments) + (isFolder ? "/" : "");
    }

    /// <summary>A query by encoded names, then values.</summary>
    public static string Query(string query)
    {
        if (query.Length == 0)
        {
            return "";
        }

        IEnumerable<(string Name, string Value)> parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static parameter =>
        {
            string[] parts = parameter.Split('=', 2);
            return (Encoded(Uri.UnescapeDataString(parts[0])), parts.Length > 1 ? Encoded(Uri.UnescapeDataString(parts[1])) : "");
        });
        return string.Join('&', parameters
            .OrderBy(static parameter => parameter.Name, StringComparer.Ordinal)
            .ThenBy(static parameter => parameter.Value, StringComparer.Ordinal)
            .Select(static parameter => $"{parameter.Name}={parameter.Value}"));
    }

    /// <summary>A header's value without blanks around it and with single ones within.</summary>
    public static string Value(string value) => string.Join(' ', value.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string Encoded(string text)
    {
        StringBuilder encoded = new(text.Length);
        foreach (byte one in Encoding.UTF8.GetBytes(text))
        {
            char character = (char)one;
            _ = char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~'
                ? encoded.Append(character)
                : encoded.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
        }

        return encoded.ToString();
    }
}
