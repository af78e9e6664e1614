using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace EdgeActors.Aws.Credentials.Iot;

/// <summary>Accepts exactly what the runtime's own verification accepts, and remembers why it did not.</summary>
internal sealed class ServerCheck : DelegatingHandler
{
    private SslPolicyErrors _errors;
    private X509ChainStatusFlags _chain;
    private bool _seen;
    private bool _answered;

    /// <summary>For the TLS handshake.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        (_seen, _errors) = (true, errors);
        _chain = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        return errors == SslPolicyErrors.None;
    }

    /// <inheritdoc />
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = base.Send(request, cancellationToken);
        _answered = true;
        return response;
    }

    /// <summary>Why no request came through, as far as TLS knows; null when it was something else.</summary>
    /// <param name="name">The other side.</param>
    /// <param name="authorityFile">File of the trusted authorities; null for the system's.</param>
    /// <param name="now">The device's time.</param>
    public string? Explain(string name, string? authorityFile, DateTimeOffset now)
    {
        if (!_seen || _answered)
        {
            return null;
        }

        if ((_chain & X509ChainStatusFlags.NotTimeValid) != 0)
        {
            return $"the certificate of {name} is out of its time at {now.UtcDateTime:u}: check the device's clock";
        }

        if ((_errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            string trusted = string.IsNullOrEmpty(authorityFile) ? "the system trusts" : $"{authorityFile} holds";
            return $"the certificate of {name} comes from no authority that {trusted}";
        }

        if (_errors != SslPolicyErrors.None)
        {
            return $"the certificate of {name} is not for that host";
        }

        // The server was fine and hung up without an answer: that is how it declines a certificate.
        return $"{name} hung up when it had seen the device's certificate: is it known there and active?";
    }
}
