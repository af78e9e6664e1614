using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Aws.Credentials.Iot;

/// <summary>
/// Keys of the role behind a role alias, given by AWS IoT to a device that shows its certificate. The server is verified against the
/// authority file alone when there is one. Proxies of the environment are used: TLS goes through them end to end.
/// </summary>
internal sealed class IotKeys(CredentialOptions options, TimeProvider clock, ILogger log) : IKeySource
{
    private readonly Uri _endpoint = new(options.IotEndpoint!);
    private string _warned = "";

    /// <inheritdoc />
    public string Name => $"the AWS IoT credentials endpoint {_endpoint.Host}";

    /// <inheritdoc />
    public KeyAnswer Fetch(CancellationToken cancelled)
    {
        WarnOnce();
        (DeviceIdentity? identity, string fault) = DeviceIdentity.Read(options, clock.GetUtcNow());
        if (identity is null)
        {
            return new KeyAnswer.Refused(fault, KeyFault.Identity);
        }

        // A client for each fetch, which is one in an hour: the files may have changed, and an idle connection is worth nothing.
        using ServerCheck check = new();
        using HttpClient client = KeyRequest.Client(new SocketsHttpHandler { SslOptions = Tls(identity, check) }, check);
        using HttpRequestMessage request = new(HttpMethod.Get, _endpoint);
        if (!string.IsNullOrEmpty(options.ThingName))
        {
            request.Headers.Add("x-amzn-iot-thingname", options.ThingName);
        }

        (KeyRequest.Answer? answer, KeyAnswer.Refused? refusal) = new KeyRequest(client, Name).Send(request, cancelled);
        return answer is not null ? Read(answer)
            : check.Explain(Name, options.AuthorityFile, clock.GetUtcNow()) is { } distrust ? new KeyAnswer.Refused(distrust, KeyFault.Untrusted)
            : refusal!;
    }

    private static SslClientAuthenticationOptions Tls(DeviceIdentity identity, ServerCheck check)
    {
        SslClientAuthenticationOptions tls = new()
        {
            ClientCertificateContext = identity.Context,
            RemoteCertificateValidationCallback = check.Accept,
        };
        if (identity.Roots is { } roots)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        return tls;
    }

    private KeyAnswer Read(KeyRequest.Answer answer)
    {
        int status = (int)answer.Status;
        if (status != 200)
        {
            return status switch
            {
                400 => new KeyAnswer.Refused($"{Name} called the request wrong (400): check the thing name", KeyFault.Denied),
                401 or 403 => new KeyAnswer.Refused(
                    $"{Name} refused access ({status}): the role alias '{Alias}' must exist, and the certificate must be active with a "
                    + "policy that allows iot:AssumeRoleWithCertificate on it",
                    KeyFault.Denied),
                404 => new KeyAnswer.Refused($"{Name} does not know the role alias '{Alias}' (404)", KeyFault.Unknown),
                _ => new KeyAnswer.Refused($"{Name} answered {status}", KeyFault.Failing),
            };
        }

        return KeyDocument.OfIot.Read(answer.Body) is { } keys
            ? KeyLife.Of(keys.Keys, keys.Expiration, answer.ServerTime, clock.GetUtcNow(), Name)
            : new KeyAnswer.Refused($"{Name} answered 200 without a document of keys", KeyFault.Malformed);
    }

    private string Alias => _endpoint.Segments[^2].TrimEnd('/');

    private void WarnOnce()
    {
        string[] warnings = [.. KeyFileMode.Warnings(options)];
        string all = string.Join('\n', warnings);
        if (all != _warned)
        {
            _warned = all;
            foreach (string warning in warnings)
            {
                log.KeyFileOpen(warning);
            }
        }
    }
}
