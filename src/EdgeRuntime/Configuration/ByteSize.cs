using System.Globalization;

namespace EdgeActors.Configuration;

/// <summary>Sizes as people write them: bytes, or a number with K, M or G for 1024, 1024² or 1024³ bytes.</summary>
internal static class ByteSize
{
    private const string Suffixes = "KMG";

    /// <summary>Reads <paramref name="text"/>; false when it is no size, negative or too large to count.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        int power = text.Length == 0 ? 0 : Suffixes.IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal) + 1;
        string digits = power == 0 ? text : text[..^1];
        bool parsed = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out bytes);
        long unit = 1L << (10 * power);
        if (!parsed || bytes > long.MaxValue / unit)
        {
            return false;
        }

        bytes *= unit;
        return true;
    }

    /// <summary>For people: <c>1.5 GiB</c>, <c>4 MiB</c>, <c>512 bytes</c>.</summary>
    public static string Show(long bytes)
    {
        (long unit, string name) = bytes switch
        {
            >= 1L << 50 => (1L << 50, "PiB"),
            >= 1L << 40 => (1L << 40, "TiB"),
            >= 1L << 30 => (1L << 30, "GiB"),
            >= 1L << 20 => (1L << 20, "MiB"),
            >= 1L << 10 => (1L << 10, "KiB"),
            _ => (1L, "bytes"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / unit:0.#} {name}");
    }
}
