using System.Globalization;
using System.Text;

namespace EdgeActors.Engines.Dlr.Interop;

/// <summary>A version of libdlr.</summary>
/// <param name="Text">As the library says it, for people.</param>
/// <param name="Number">The same as a number; null when it is not understood.</param>
internal sealed record DlrVersion(string Text, Version? Number)
{
    private const int Longest = 32;

    /// <summary>The last one that leaks a predictor and its threads with each Treelite model that is unloaded.</summary>
    private static readonly Version LastLeaking = new(1, 10, 0);

    /// <summary>What cannot be read.</summary>
    public static DlrVersion Unknown { get; } = new("of an unknown version", null);

    /// <summary>Whether the engine knows its functions: they have stayed the same over all of 1.</summary>
    public bool IsUsable => Number is null or { Major: 1 };

    /// <summary>Whether unloading a Treelite model leaks. What is not known is taken to.</summary>
    public bool LeaksTreelite => Number is null || Number <= LastLeaking;

    /// <summary>Reads the library's own text. Old libraries hand out a pointer to text that is gone, so anything may be there.</summary>
    public static unsafe DlrVersion Read(byte* text)
    {
        if (text is null)
        {
            return Unknown;
        }

        int length = 0;
        while (length < Longest && (text[length] == '.' || char.IsAsciiDigit((char)text[length])))
        {
            length++;
        }

        return Parse(Encoding.ASCII.GetString(text, length));
    }

    /// <summary>The same, of a text.</summary>
    public static DlrVersion Parse(string text)
    {
        string[] parts = text.Split('.');
        bool understood = parts.Length is 2 or 3 && parts.All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        return understood ? new DlrVersion(text, new Version(parts.Length == 2 ? text + ".0" : text)) : Unknown;
    }
}
