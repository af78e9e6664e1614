namespace EdgeActors.Configuration.Rules;

/// <summary>Addresses of HTTP servers: scheme, host and port, and nothing else.</summary>
internal static class ServerAddress
{
    private const string Fix = "write http://HOST:PORT or https://HOST:PORT";

    /// <summary>The rule for a parameter that is one.</summary>
    public static TextRule Rule { get; } = new("URL", "`http://` or `https://`, host and port only", Fault);

    private static ValueFault? Fault(string text) =>
        text.Contains('@', StringComparison.Ordinal)
            ? new ValueFault("holds a user or a password, which is not supported", Fix, IsPrivate: true)
            : IsServer(text) ? null : new ValueFault("is no address of a server", Fix);

    private static bool IsServer(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.PathAndQuery == "/" && uri.Fragment.Length == 0
        && uri.Port > 0 && Uri.CheckHostName(uri.Host) != UriHostNameType.Unknown;
}
