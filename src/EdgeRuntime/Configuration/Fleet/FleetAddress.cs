using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Rules;

namespace EdgeActors.Configuration.Fleet;

/// <summary>Who looks after the device.</summary>
internal enum FleetKind
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>A service that speaks the old one's calls.</summary>
    Rest,

    /// <summary>A tree of documents in a bucket.</summary>
    Bucket,

    /// <summary>The same tree in a folder.</summary>
    Folder,
}

/// <summary>Where the fleet is: what <c>edgeactors_fleet_url</c> says.</summary>
/// <param name="Kind">Which of the following is of use.</param>
/// <param name="Server">Of a service: scheme, host and port.</param>
/// <param name="Bucket">Name of the bucket.</param>
/// <param name="Prefix">What its keys begin with, no slash at either end; may be empty.</param>
/// <param name="Folder">Absolute path.</param>
internal sealed record FleetAddress(FleetKind Kind, Uri? Server = null, string Bucket = "", string Prefix = "", string Folder = "")
{
    private const string BucketScheme = "s3://";
    private const string FolderScheme = "file://";
    private const string Fix = "write none, https://HOST, s3://BUCKET/PREFIX, or file:///FOLDER";

    /// <summary>The address of nobody, as text.</summary>
    public const string Nobody = "none";

    /// <summary>Nobody.</summary>
    public static FleetAddress None { get; } = new(FleetKind.None);

    /// <summary>The rule for the parameter.</summary>
    public static TextRule Rule { get; } =
        new("URL", "`none`, `https://HOST`, `s3://BUCKET/PREFIX`, or `file:///FOLDER` or the folder's absolute path", Fault);

    /// <summary>For people.</summary>
    public override string ToString() => Kind switch
    {
        FleetKind.Rest => Server!.GetLeftPart(UriPartial.Authority),
        FleetKind.Bucket => Prefix.Length == 0 ? BucketScheme + Bucket : $"{BucketScheme}{Bucket}/{Prefix}",
        FleetKind.Folder => Folder,
        _ => Nobody,
    };

    /// <summary>The address in a text that the rule accepts.</summary>
    public static FleetAddress Of(string text)
    {
        if (text.StartsWith(BucketScheme, StringComparison.Ordinal))
        {
            string[] parts = text[BucketScheme.Length..].Split('/', 2);
            return new FleetAddress(FleetKind.Bucket, Bucket: parts[0], Prefix: parts.Length == 1 ? "" : parts[1].TrimEnd('/'));
        }

        return text.Equals(Nobody, StringComparison.OrdinalIgnoreCase) ? None
            : FolderOf(text) is { } folder ? new FleetAddress(FleetKind.Folder, Folder: Path.GetFullPath(folder))
            : new FleetAddress(FleetKind.Rest, new Uri(text));
    }

    private static ValueFault? Fault(string text)
    {
        if (text.Length > TextRule.LongestPath || text.Any(char.IsControl))
        {
            return new ValueFault("is too long or not printable", Fix);
        }

        if (text.Equals(Nobody, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (text.StartsWith(BucketScheme, StringComparison.Ordinal))
        {
            string[] parts = text[BucketScheme.Length..].Split('/', 2);
            return !DeviceNames.IsBucket(parts[0]) ? new ValueFault("names no bucket", Fix)
                : parts.Length == 2 && !DeviceNames.IsPrefix(parts[1].TrimEnd('/')) ? new ValueFault("has a prefix that is none", Fix)
                : null;
        }

        if (text.StartsWith(FolderScheme, StringComparison.Ordinal) || Path.IsPathFullyQualified(text))
        {
            return FolderOf(text) is null ? new ValueFault("names no folder by its absolute path", Fix) : null;
        }

        return ServerFault(text);
    }

    // Answers over plain HTTP could be anybody's, who could then send models.
    private static ValueFault? ServerFault(string text) =>
        ServerAddress.Rule.Fault(text) is { } fault ? fault with { Fix = Fix }
        : new Uri(text) is { Scheme: "http", IsLoopback: false } ? new ValueFault("would be spoken to without encryption", "write https://HOST; http:// is for 127.0.0.1 only")
        : null;

    private static string? FolderOf(string text)
    {
        string path = text.StartsWith(FolderScheme, StringComparison.Ordinal) ? Uri.UnescapeDataString(text[FolderScheme.Length..]) : text;
        return Path.IsPathFullyQualified(path) && !path.Contains('\0', StringComparison.Ordinal) ? path : null;
    }
}
