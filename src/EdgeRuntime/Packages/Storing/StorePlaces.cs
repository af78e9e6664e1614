using System.Security.Cryptography;
using System.Text;
using EdgeActors.Deployment;

namespace EdgeActors.Packages.Storing;

/// <summary>Names in the folders <c>models</c> and <c>downloads</c>. Pure.</summary>
internal static class StorePlaces
{
    /// <summary>Folder of packages in the data root.</summary>
    public const string Models = "models";

    /// <summary>Folder of downloads in the data root.</summary>
    public const string Downloads = "downloads";

    /// <summary>Ending of a package's record.</summary>
    public const string RecordEnding = ".json";

    /// <summary>Hex digits of the digest that name a package's folder.</summary>
    public const int DigestLength = 16;

    private const int KeyLength = 32;

    /// <summary>A package's folder below <c>models</c>.</summary>
    public static string FolderOf(string handle, string sha256) => $"{handle}/{sha256[..DigestLength]}";

    /// <summary>A package's folder below <c>models</c>, from its path in whatever data root; null when it is none.</summary>
    public static string? FolderIn(string path) =>
        path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) is [.., not ("" or "." or ".."), var digest] parts && IsFolder(digest)
            ? $"{parts[^2]}/{digest}"
            : null;

    /// <summary>A package's record below <c>models</c>.</summary>
    public static string RecordOf(string folder) => folder + RecordEnding;

    /// <summary>Names a download: the same request goes on with it, another has its own.</summary>
    public static string KeyOf(PackageRequest request)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Url}\n{request.Sha1}\n{request.Sha256}"));
        return Convert.ToHexStringLower(hash)[..KeyLength];
    }

    /// <summary>Whether a name is that of a package's folder.</summary>
    public static bool IsFolder(string name) => name.Length == DigestLength && name.All(char.IsAsciiHexDigitLower);
}
