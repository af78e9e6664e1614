using System.Text;

namespace EdgeActors.Storage.DiskSink;

/// <summary>Checks keys where they become paths, whoever made them.</summary>
internal static class ObjectKey
{
    private const int MostBytes = 1024;
    private const int LongestPart = 255;

    /// <summary>What is wrong with a key as a path below a folder; null when nothing is.</summary>
    public static string? Fault(string key)
    {
        if (Encoding.UTF8.GetByteCount(key) is 0 or > MostBytes)
        {
            return $"a key has 1 to {MostBytes} bytes";
        }

        return Array.Exists(key.Split('/'), IsBad)
            ? "a part of the key is empty, too long, begins with a dot or has a character that paths do not"
            : null;
    }

    /// <summary>The hour that a key is of, comparable as text; empty when it tells none.</summary>
    public static string Hour(string key)
    {
        string[] parts = key.Split('/');
        int end = Array.IndexOf(parts, "raw-data") is var raw and >= 0 ? raw : parts.Length - 1;
        return end >= 4 && parts[(end - 4)..end] is [{ Length: 4 }, { Length: 2 }, { Length: 2 }, { Length: 2 }] hour
            && Array.TrueForAll(hour, part => part.All(char.IsAsciiDigit))
            ? string.Join('/', hour)
            : "";
    }

    /// <summary>Whether the key is that of a manifest.</summary>
    public static bool IsManifest(string key) =>
        key.EndsWith(".jsonl", StringComparison.Ordinal) && !key.Contains("/raw-data/", StringComparison.Ordinal);

    private static bool IsBad(string part) =>
        part.Length is 0 or > LongestPart || part[0] == '.' || part.Any(c => char.IsControl(c) || c is '\\' or ':' or '\u2028' or '\u2029');
}
