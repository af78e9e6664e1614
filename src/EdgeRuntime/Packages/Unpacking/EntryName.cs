using System.Buffers;
using System.Text;
using EdgeActors.Wording;

namespace EdgeActors.Packages.Unpacking;

/// <summary>
/// Which names files of a package may have. They are plain ASCII: file systems differ in which other characters, and which ways of writing the same
/// character, make the same name. Pure.
/// </summary>
internal static class EntryName
{
    /// <summary>Bytes of the longest part.</summary>
    public const int LongestPart = 255;

    /// <summary>Bytes of the longest name.</summary>
    public const int Longest = 1023;

    private static readonly SearchValues<char> Elsewhere = SearchValues.Create(@"\:*?""<>|");

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(n => (string[])[$"COM{n}", $"LPT{n}"])], StringComparer.OrdinalIgnoreCase);

    /// <summary>The name that an archive gives, without <c>./</c> before and <c>/</c> behind it; empty for the package's own folder.</summary>
    /// <exception cref="PackageException">It may not be used.</exception>
    public static string Read(ReadOnlySpan<byte> bytes, bool isFolder, int levels)
    {
        string name = Text(bytes);
        string path = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name == "." && isFolder ? "" : name;
        path = isFolder && path.EndsWith('/') ? path[..^1] : path;
        string? fault = path.Length == 0 && isFolder && name.Length > 0 && name[0] == '.' ? null : Fault(path, levels);
        return fault is null ? path : throw new PackageException($"the package holds an entry \"{Printable.Of(name)}\" whose name {fault}");
    }

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static string? Fault(string path, int levels)
    {
        string[] parts = path.Split('/');
        return path.Length == 0 ? "is empty"
            : path.Length > Longest ? $"is longer than {Longest} bytes"
            : path[0] == '/' ? "is absolute"
            : !path.All(static c => c is >= ' ' and <= '~') ? "has characters other than those of plain ASCII"
            : path.AsSpan().ContainsAny(Elsewhere) ? "has one of \\ : * ? \" < > |, which mean something else on some systems"
            : parts.Length > levels ? $"has more than {levels} parts"
            : parts.Select(PartFault).FirstOrDefault(static fault => fault is not null);
    }

    private static string? PartFault(string part) =>
        part.Length == 0 ? "has an empty part"
        : part is "." or ".." ? "has a part \".\" or \"..\""
        : part.Length > LongestPart ? $"has a part of more than {LongestPart} bytes"
        : part[^1] is ' ' or '.' || part[0] == ' ' ? "has a part that begins with a blank or ends with a blank or a dot"
        : Devices.Contains(part.Split('.')[0]) ? "is that of a device on some systems"
        : null;

    // Latin-1 shows every byte in a message; what is above ASCII is refused in any case.
    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
