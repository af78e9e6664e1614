using EdgeActors.Aws.Credentials.Chain;
using EdgeActors.Aws.Credentials.Iot;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Aws.Credentials;

/// <summary>Chooses the source of keys.</summary>
internal static class KeySources
{
    /// <summary>Whether the options lead to the AWS IoT endpoint.</summary>
    public static bool UsesIotEndpoint(CredentialOptions options) => options.Source == KeySourceChoice.IotEndpoint
        || (options.Source == KeySourceChoice.Auto
            && (Given(options.IotEndpoint) || Given(options.CertificateFile) || Given(options.PrivateKeyFile)));

    /// <summary>The source that <paramref name="options"/>, checked before, ask for.</summary>
    /// <param name="options">The options.</param>
    /// <param name="environment">Gives a variable's value, or null.</param>
    /// <param name="clock">Tells what is left of keys.</param>
    /// <param name="log">Told of key files that are open to others.</param>
    /// <param name="directory">Knows where Greengrass's token exchange service is; null where nobody does.</param>
    public static IKeySource From(
        CredentialOptions options, Func<string, string?> environment, TimeProvider clock, ILogger log, ITokenExchangeDirectory? directory = null)
    {
        if (UsesIotEndpoint(options))
        {
            return new IotKeys(options, clock, log);
        }

        // These endpoints are this machine's or its host's: a proxy has no business with the token.
        HttpClient client = KeyRequest.Client(new SocketsHttpHandler { UseProxy = false });
        return new KeyChain([
            new EnvironmentKeys(environment),
            new ProfileKeys(environment, clock),
            new ContainerKeys(client, environment, clock, directory),
            new InstanceKeys(client, environment, options.AllowInstanceMetadata, clock)]);
    }

    // Old configuration files have empty texts for what is not set.
    private static bool Given(string? value) => !string.IsNullOrEmpty(value);
}
