using System.Globalization;
using System.Text;

namespace EdgeActors.Wording;

/// <summary>
/// Makes text that a client chose safe to print: in a log it cannot begin a line, on a terminal it cannot move the cursor, and it does
/// not read in another order than it is written.
/// </summary>
public static class Printable
{
    /// <summary>Characters that <see cref="Of"/> shows unless told otherwise.</summary>
    public const int Longest = 128;

    /// <summary>
    /// The text with control, format and line-separator characters as <c>\uNNNN</c>, lone surrogates as U+FFFD, cut at <paramref name="longest"/>
    /// characters.
    /// </summary>
    public static string Of(string text, int longest = Longest)
    {
        int hidden = FirstHidden(text);
        if (hidden < 0 && text.Length <= longest)
        {
            return text;
        }

        StringBuilder shown = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (shown.Length >= longest)
            {
                return shown.Append('…').ToString();
            }

            _ = IsHidden(rune) ? Escape(shown, rune) : shown.Append(rune.ToString());
        }

        return shown.ToString();
    }

    private static int FirstHidden(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' or > '~')
            {
                return i;
            }
        }

        return -1;
    }

    // What a surrogate without its partner becomes while it is enumerated is U+FFFD, which may be shown.
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static StringBuilder Escape(StringBuilder shown, Rune rune) =>
        shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
}
