using System.Security.Cryptography;

namespace EdgeActors.Packaging.Archives;

/// <summary>The list that <c>sha256sum -c</c> reads.</summary>
internal static class Checksums
{
    /// <summary>Its name in the folder that it speaks of.</summary>
    public const string FileName = "SHA256SUMS";

    /// <summary>One line for each file of a folder but the list itself, in ordinal order.</summary>
    public static string Of(string folder) => string.Concat(new DirectoryInfo(folder).EnumerateFiles()
        .Where(f => f.Name != FileName)
        .OrderBy(f => f.Name, StringComparer.Ordinal)
        .Select(f => $"{Convert.ToHexStringLower(Hash(f))}  {f.Name}\n"));

    private static byte[] Hash(FileInfo file)
    {
        using FileStream content = file.OpenRead();
        return SHA256.HashData(content);
    }
}
