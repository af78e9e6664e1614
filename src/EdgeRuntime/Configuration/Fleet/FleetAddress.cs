using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Rules;
using EdgeActors.Fleet.Documents;

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
/// <param name="Kind">Whether and which of the following is of use.</param>
/// <param name="Server">Of a service: scheme, host and port.</param>
/// <param name="Tree">Where the tree is; null when there is none.</param>
internal sealed record FleetAddress(FleetKind Kind, Uri? Server = null, FleetTreeRoot? Tree = null)
{
    private const string BucketScheme = "s3://";
    private const string FolderScheme = "file:";
    private const string Fix = "write none, https://HOST, s3://BUCKET/PREFIX, or file:///FOLDER";

    /// <summary>The address of nobody, as text.</summary>
    public const string Nobody = "none";

    /// <summary>Nobody.</summary>
    public static FleetAddress None { get; } = new(FleetKind.None);

    /// <summary>The rule for the parameter.</summary>
    public static TextRule Rule { get; } =
        new("URL", "`none`, `https://HOST`, `s3://BUCKET/PREFIX`, or `file:///FOLDER` or the folder's absolute path", Fault);

    /// <summary>For people.</summary>
    public override string ToString() => Tree?.ToString() ?? Server?.GetLeftPart(UriPartial.Authority) ?? Nobody;

    /// <summary>The address in a text that the rule accepts.</summary>
    public static FleetAddress Of(string text) =>
        text.Equals(Nobody, StringComparison.OrdinalIgnoreCase) ? None
        : FleetTreeRoot.TryParse(text, out FleetTreeRoot? tree)
            ? new FleetAddress(tree is FleetTreeRoot.Bucket ? FleetKind.Bucket : FleetKind.Folder, Tree: tree)
            : new FleetAddress(FleetKind.Rest, new Uri(text));

    private static ValueFault? Fault(string text)
    {
        if (text.Length > TextRule.LongestPath || text.Any(char.IsControl))
        {
            return new ValueFault("is too long or not printable", Fix);
        }

        if (text.Equals(Nobody, StringComparison.OrdinalIgnoreCase) || FleetTreeRoot.TryParse(text, out _))
        {
            return null;
        }

        if (text.StartsWith(BucketScheme, StringComparison.Ordinal))
        {
            return new ValueFault(DeviceNames.IsBucket(text[BucketScheme.Length..].Split('/')[0]) ? "has a prefix that is none" : "names no bucket", Fix);
        }

        return text.StartsWith(FolderScheme, StringComparison.Ordinal) ? new ValueFault("names no folder by its absolute path", Fix) : ServerFault(text);
    }

    // Answers over plain HTTP could be anybody's, who could then send models.
    private static ValueFault? ServerFault(string text) =>
        ServerAddress.Rule.Fault(text) is { } fault ? fault with { Fix = Fix }
        : new Uri(text) is { Scheme: "http", IsLoopback: false } ? new ValueFault("would be spoken to without encryption", "write https://HOST; http:// is for 127.0.0.1 only")
        : null;
}
