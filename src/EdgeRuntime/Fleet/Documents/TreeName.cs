using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EdgeActors.Fleet.Documents;

/// <summary>
/// Names as single parts of keys that every bucket and file system takes: letters, digits, dash, underscore and inner dots stand for themselves, all
/// else is its UTF-8 bytes as <c>%XX</c>. Pure, and no two names become the same.
/// </summary>
internal static partial class TreeName
{
    /// <summary>The part for a name of at least one character.</summary>
    public static string Encode(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        StringBuilder part = new(name.Length);
        bool reserved = Reserved().IsMatch(name);
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        for (int i = 0; i < bytes.Length; i++)
        {
            char c = (char)bytes[i];
            bool plain = c is '-' or '_' || char.IsAsciiLetterOrDigit(c) || (c == '.' && i > 0 && i < bytes.Length - 1);
            _ = plain && !(reserved && i == 0) ? part.Append(c) : part.Append(CultureInfo.InvariantCulture, $"%{bytes[i]:X2}");
        }

        return part.ToString();
    }

    /// <summary>The name of a part; null when <see cref="Encode"/> would not have written it so.</summary>
    public static string? Decode(string part)
    {
        if (!Encoded().IsMatch(part))
        {
            return null;
        }

        string name = Uri.UnescapeDataString(part);
        return Encode(name) == part ? name : null;
    }

    // Windows opens devices by these names, whatever comes after the first dot.
    [GeneratedRegex(@"\A(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(\.|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();

    [GeneratedRegex(@"\A([A-Za-z0-9_.-]|%[0-9A-F]{2})+\z")]
    private static partial Regex Encoded();
}
