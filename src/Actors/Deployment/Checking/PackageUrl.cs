namespace EdgeActors.Deployment.Checking;

/// <summary>
/// Where a package may be: <c>s3://bucket/key</c>, or a path in the fleet's own tree. Which buckets are allowed is the store's affair; here it is form only,
/// so that no other scheme, no host and no way out of the tree gets any further.
/// </summary>
internal static class PackageUrl
{
    public const int Longest = 1024;

    private const string Scheme = "s3://";

    /// <summary>What is wrong with it, for people; null when nothing is.</summary>
    public static string? Fault(string url)
    {
        if (url.Length is 0 or > Longest)
        {
            return $"has {url.Length} characters; 1 to {Longest} are allowed";
        }

        if (url.Any(static one => char.IsControl(one) || one == '\\'))
        {
            return "has control characters or backslashes";
        }

        if (url.StartsWith(Scheme, StringComparison.Ordinal))
        {
            string[] parts = url[Scheme.Length..].Split('/', 2);
            return !IsBucket(parts[0]) ? "names no bucket of 3 to 63 lower-case letters, digits, dots and hyphens"
                : parts.Length < 2 || parts[1].Length == 0 ? "names a bucket but no object in it"
                : null;
        }

        return url.Contains(':', StringComparison.Ordinal) ? "is neither s3://bucket/key nor a path in the fleet's tree such as packages/mnist-1.0.tar.gz"
            : url.Split('/').Any(static part => part is "" or "." or "..") ? "is no path below the fleet's tree: it begins or ends with / or has a part . or .."
            : null;
    }

    private static bool IsBucket(string name) =>
        name.Length is >= 3 and <= 63
        && name.All(static one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one is '.' or '-')
        && name[0] is not ('.' or '-') && name[^1] is not ('.' or '-');
}
