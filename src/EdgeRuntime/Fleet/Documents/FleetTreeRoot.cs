using System.Diagnostics.CodeAnalysis;
using EdgeActors.Configuration.Capture;

namespace EdgeActors.Fleet.Documents;

/// <summary>Where a tree of documents begins.</summary>
internal abstract record FleetTreeRoot
{
    /// <summary>What <see cref="TryParse"/> takes, for people.</summary>
    public const string Forms = "s3://bucket/prefix, file:///folder or an absolute folder";

    private const string S3 = "s3://";

    private FleetTreeRoot()
    {
    }

    /// <summary>In a bucket.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Prefix">Before all keys, without a slash at its end; may be empty.</param>
    internal sealed record Bucket(string Name, string Prefix) : FleetTreeRoot
    {
        /// <summary>What keys begin with: the prefix and a slash, or nothing.</summary>
        public string KeyPrefix => Prefix.Length == 0 ? "" : Prefix + "/";

        /// <inheritdoc />
        public override string ToString() => Prefix.Length == 0 ? S3 + Name : $"{S3}{Name}/{Prefix}";
    }

    /// <summary>In a folder, for example of a USB stick.</summary>
    /// <param name="Path">Absolute.</param>
    internal sealed record Folder(string Path) : FleetTreeRoot
    {
        /// <inheritdoc />
        public override string ToString() => Path;
    }

    /// <summary>Reads an address in one of the <see cref="Forms"/>.</summary>
    public static bool TryParse(string url, [NotNullWhen(true)] out FleetTreeRoot? root)
    {
        root = url.StartsWith(S3, StringComparison.Ordinal) ? BucketOf(url[S3.Length..])
            : url.StartsWith("file:", StringComparison.Ordinal) ? FileOf(url)
            : FolderOf(url);
        return root is not null;
    }

    private static Bucket? BucketOf(string address)
    {
        int slash = address.IndexOf('/', StringComparison.Ordinal);
        string name = slash < 0 ? address : address[..slash];
        string prefix = slash < 0 ? "" : address[(slash + 1)..].TrimEnd('/');
        return DeviceNames.IsBucket(name) && DeviceNames.IsPrefix(prefix) ? new(name, prefix) : null;
    }

    private static Folder? FileOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? file) && file.IsFile && file.Host.Length == 0 && file.Query.Length == 0 && file.Fragment.Length == 0
            ? FolderOf(file.LocalPath)
            : null;

    private static Folder? FolderOf(string path) => Path.IsPathFullyQualified(path) && !path.Any(char.IsControl)
        ? new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))
        : null;
}
