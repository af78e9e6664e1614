using EdgeActors.Configuration.Capture;
using EdgeActors.Wording;

namespace EdgeActors.Packages.Sources;

/// <summary>What a package's url names. Pure.</summary>
/// <param name="Bucket">The bucket; null for a path in the fleet's tree.</param>
/// <param name="Key">Key in the bucket, or path in the tree.</param>
internal sealed record PackageUrl(string? Bucket, string Key)
{
    private const int Longest = 1024;
    private const string Scheme = "s3://";

    /// <summary>Reads one.</summary>
    /// <exception cref="PackageSourceException">It is neither.</exception>
    public static PackageUrl Read(string url)
    {
        bool isBucket = url.StartsWith(Scheme, StringComparison.Ordinal);
        string[] parts = isBucket ? url[Scheme.Length..].Split('/', 2) : ["", url];
        string? fault = url.Length > Longest ? $"is longer than {Longest} characters"
            : isBucket && !DeviceNames.IsBucket(parts[0]) ? "names no bucket"
            : parts.Length < 2 || !IsPath(parts[1]) ? "is neither s3://BUCKET/KEY nor a path in the fleet's tree"
            : null;
        return fault is null
            ? new PackageUrl(isBucket ? parts[0] : null, parts[1])
            : throw new PackageSourceException(isTransient: false, $"the url \"{Printable.Of(url)}\" {fault}");
    }

    private static bool IsPath(string path) =>
        !path.Contains("://", StringComparison.Ordinal) && !path.Any(static c => char.IsControl(c) || c == '\\')
        && path.Split('/').All(static part => part is not ("" or "." or ".."));
}
