namespace EdgeActors.S3Double;

/// <summary>What a request line and a host point at.</summary>
/// <param name="Bucket">Empty for the service itself.</param>
/// <param name="Key">Decoded; empty for the bucket itself.</param>
/// <param name="Path">Decoded path as sent: the part that is signed.</param>
/// <param name="Query">Decoded pairs in their order.</param>
internal sealed record S3Target(string Bucket, string Key, string Path, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    /// <summary>The value of a query parameter, empty when it has none; null when it is not there.</summary>
    public string? this[string name] => Query.Where(q => q.Key == name).Select(q => q.Value).FirstOrDefault();

    /// <summary>Reads the raw target: the framework's own path has lost its dots and its encoding.</summary>
    public static S3Target Parse(string rawTarget, string host, string virtualHostSuffix)
    {
        string target = rawTarget;
        if (target.IndexOf("://", StringComparison.Ordinal) is > 0 and int scheme && !target.StartsWith('/'))
        {
            int slash = target.IndexOf('/', scheme + 3);
            target = slash < 0 ? "/" : target[slash..];
        }

        int mark = target.IndexOf('?', StringComparison.Ordinal);
        string path = Uri.UnescapeDataString(mark < 0 ? target : target[..mark]);
        KeyValuePair<string, string>[] query = mark < 0 ? [] : [.. target[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair)];
        string name = host.Split(':')[0];
        if (name.EndsWith("." + virtualHostSuffix, StringComparison.OrdinalIgnoreCase))
        {
            return new(name[..^(virtualHostSuffix.Length + 1)], path[1..], path, query);
        }

        string[] parts = path[1..].Split('/', 2);
        return new(parts[0], parts.Length > 1 ? parts[1] : "", path, query);
    }

    private static KeyValuePair<string, string> Pair(string text)
    {
        string[] parts = text.Split('=', 2);
        return new(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
