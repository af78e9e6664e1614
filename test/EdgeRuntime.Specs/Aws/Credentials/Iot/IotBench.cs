using System.Security.Cryptography.X509Certificates;
using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Credentials.Iot;
using EdgeActors.Specs.CredentialDoubles;

namespace EdgeActors.Specs.Aws.Credentials.Iot;

/// <summary>A device and an endpoint of one throw-away authority; a spec spoils one thing.</summary>
internal sealed class IotBench : IAsyncDisposable
{
    private readonly X509Certificate2 _server;

    private IotBench(ThrowAwayAuthority authority, X509Certificate2 server, IotEndpointDouble endpoint)
    {
        (Authority, _server, Endpoint) = (authority, server, endpoint);
        (string certificate, string key) = authority.Device();
        Options = new CredentialOptions
        {
            IotEndpoint = endpoint.Endpoint,
            CertificateFile = certificate,
            PrivateKeyFile = key,
            AuthorityFile = authority.RootFile,
            ThingName = "press-4",
        };
    }

    public ThrowAwayAuthority Authority { get; }

    public IotEndpointDouble Endpoint { get; }

    public CredentialOptions Options { get; set; }

    public VirtualClock Clock { get; } = new();

    public LogLines Log { get; } = new();

    /// <summary>Starts an endpoint; its certificate may be for another host or of an earlier time.</summary>
    public static async Task<IotBench> StartAsync(string? host = null, TimeSpan? age = null)
    {
        ThrowAwayAuthority authority = new();
        X509Certificate2 server = authority.Server(host, age);
        IotBench bench = new(authority, server, await IotEndpointDouble.StartAsync(server, authority));
        // Certificates are checked by the machine's clock too, so the bench starts at its time.
        bench.Clock.Jump(TimeProvider.System.GetUtcNow() - bench.Clock.GetUtcNow());
        return bench;
    }

    public KeyAnswer Fetch()
    {
        Assert.Empty(CredentialOptionsValidator.Faults(Options));
        return new IotKeys(Options, Clock, Log).Fetch(default);
    }

    public string Refusal()
    {
        string reason = Assert.IsType<KeyAnswer.Refused>(Fetch()).Reason;
        Assert.DoesNotContain("CANARY", reason, StringComparison.Ordinal);
        return reason;
    }

    public async ValueTask DisposeAsync()
    {
        await Endpoint.DisposeAsync();
        _server.Dispose();
        Authority.Dispose();
    }
}
