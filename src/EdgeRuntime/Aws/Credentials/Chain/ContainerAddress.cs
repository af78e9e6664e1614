namespace EdgeActors.Aws.Credentials.Chain;

/// <summary>Where a container endpoint is and what to show it, taken from the environment at each fetch.</summary>
/// <param name="Uri">The address.</param>
/// <param name="Token">What is sent as <c>Authorization</c>; null for nothing.</param>
internal sealed record ContainerAddress(Uri Uri, Secret? Token)
{
    private const string Relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    private const string Full = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private const string TokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    private const string TokenText = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    private const string ContainerHost = "http://169.254.170.2";

    // Link-local addresses of Amazon's container services; the SDKs make the same exceptions.
    private static readonly string[] KnownHosts = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"];

    /// <summary>The other side within a sentence, without path and query: those may hold an id.</summary>
    public string Name => $"the container credentials endpoint {Uri.GetLeftPart(UriPartial.Authority)}";

    /// <summary>The address, or why there is none.</summary>
    public static (ContainerAddress? Address, KeyAnswer? Fault) From(Func<string, string?> environment)
    {
        string? relative = environment(Relative);
        string? full = environment(Full);
        bool isRelative = !string.IsNullOrEmpty(relative);
        if (!isRelative && string.IsNullOrEmpty(full))
        {
            return (null, new KeyAnswer.NotConfigured(Full));
        }

        string text = isRelative ? ContainerHost + relative : full!;
        if ((isRelative && relative![0] != '/') || !Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.UserInfo.Length > 0)
        {
            return Refused($"{(isRelative ? Relative : Full)} is no address of a credentials endpoint");
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback && !KnownHosts.Contains(uri.Host))
        {
            // Whoever can set the variable could otherwise have the token sent to a host of his own.
            return Refused($"{Full} names the host {uri.Host}, which is asked by https only; without it an address must be this machine's");
        }

        return WithToken(uri, environment);
    }

    /// <summary>
    /// The same service where it is now; null when that is where it was, or when this address was none of this machine's: then it is not
    /// Greengrass's, and the token stays here.
    /// </summary>
    public ContainerAddress? MovedTo(TokenExchangePlace place)
    {
        bool isNews = place.Port != Uri.Port || place.Token.Reveal() != Token?.Reveal();
        return isNews && Uri.IsLoopback && Uri.Scheme == Uri.UriSchemeHttp
            ? new ContainerAddress(new UriBuilder(Uri) { Port = place.Port }.Uri, place.Token)
            : null;
    }

    private static (ContainerAddress?, KeyAnswer?) WithToken(Uri uri, Func<string, string?> environment)
    {
        string? token = environment(TokenText);
        if (environment(TokenFile) is { Length: > 0 } file)
        {
            try
            {
                token = File.ReadAllText(file).TrimEnd('\r', '\n');
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
            {
                // Not in the fault's words: they may repeat the path, and that the token, set here by mistake.
                return Refused($"the file that {TokenFile} names cannot be read ({exception.GetType().Name})");
            }
        }

        if (string.IsNullOrEmpty(token))
        {
            return (new ContainerAddress(uri, null), null);
        }

        return token.All(c => c is >= ' ' and < '\x7f')
            ? (new ContainerAddress(uri, new Secret(token)), null)
            : Refused("the authorization token of the container credentials endpoint holds a line break or another character that cannot be sent");
    }

    private static (ContainerAddress?, KeyAnswer?) Refused(string reason) => (null, new KeyAnswer.Refused(reason, KeyFault.Setting));
}
