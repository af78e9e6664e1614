using System.Security.Cryptography.X509Certificates;
using EdgeActors.Aws.Credentials;
using EdgeActors.Configuration;
using EdgeActors.Grpc.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using CertificateOfServer = EdgeActors.Aws.Credentials.Iot.DeviceIdentity;

namespace EdgeActors.Fleet.Serving;

/// <summary>The endpoint on its port: HTTP/1.1, plain or by TLS, without the web stack around it.</summary>
internal sealed class FleetServer : IAsyncDisposable
{
    private const int MostHeaders = 64;
    private const int MostHeaderBytes = 16 << 10;

    private readonly FleetEndpoint _endpoint;
    private readonly WebApplication _kestrel;

    /// <param name="endpoint">Takes requests.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="time">For the dates of the certificate.</param>
    /// <param name="logs">For Kestrel.</param>
    /// <exception cref="ConfigurationException">The certificate cannot be used.</exception>
    public FleetServer(FleetEndpoint endpoint, ServeOptions options, TimeProvider time, ILoggerFactory logs)
    {
        _endpoint = endpoint;
        HttpsConnectionAdapterOptions? tls = options.Certificate is { } file ? Tls(file, options.CertificateKey ?? file, time) : null;
        ConnectionLimit connections = new(options.MaxConnections, logs.CreateLogger<FleetServer>());
        // Kestrel does TLS only within such a host; nothing else of it is started.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(new ClientFaultLogs(logs)));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxRequestBytes;
            kestrel.Limits.MaxRequestHeaderCount = MostHeaders;
            kestrel.Limits.MaxRequestHeadersTotalSize = MostHeaderBytes;
            kestrel.Limits.RequestHeadersTimeout = options.CallTimeout;
            kestrel.Listen(options.Listen, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(connections.Wrap);
                if (tls is not null)
                {
                    listen.UseHttps(tls);
                }
            });
        });
        _kestrel = builder.Build();
    }

    /// <summary>Where it listens, once it does.</summary>
    public Uri Address => new(Server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    /// <summary>Begins to serve.</summary>
    /// <exception cref="IOException">The address is taken or not this machine's.</exception>
    public Task StartAsync(CancellationToken cancelled) => Server.StartAsync(_endpoint, cancelled);

    /// <summary>No new connections; what runs is cut when <paramref name="cut"/> fires.</summary>
    public Task StopAsync(CancellationToken cut) => Server.StopAsync(cut);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _kestrel.DisposeAsync();

    private IServer Server => _kestrel.Services.GetRequiredService<IServer>();

    private static HttpsConnectionAdapterOptions Tls(string certificate, string key, TimeProvider time)
    {
        CredentialOptions files = new() { CertificateFile = certificate, PrivateKeyFile = key };
        (CertificateOfServer? identity, string fault) = CertificateOfServer.Read(files, time.GetUtcNow());
        return identity is null
            ? throw new ConfigurationException([new ConfigurationFault("--certificate", certificate, $"cannot be used: {fault}", "give PEM files of a valid certificate and its key")])
            : new HttpsConnectionAdapterOptions
            {
                ServerCertificate = identity.Certificate,
                ServerCertificateChain = new X509Certificate2Collection(identity.Intermediates),
            };
    }
}
