using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.CredentialDoubles;

/// <summary>A double of the AWS IoT credentials endpoint: mutual TLS on loopback, devices of one authority only.</summary>
internal sealed class IotEndpointDouble : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _things = new();

    private IotEndpointDouble(X509Certificate2 server, ThrowAwayAuthority devices)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = server;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => Knows(devices, certificate);
        })));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>How it answers devices that ask for the alias <c>edge</c>.</summary>
    public EndpointReply Reply { get; set; }

    /// <summary>The <c>Date</c> it sends; null for the true one.</summary>
    public DateTimeOffset? Date { get; set; }

    /// <summary>Expiry of its keys; null for an hour from now.</summary>
    public DateTimeOffset? Expiration { get; set; }

    /// <summary>The names that devices sent, in the order of their requests; <c>-</c> for none.</summary>
    public IReadOnlyCollection<string> Things => _things;

    /// <summary>The address to configure.</summary>
    public string Endpoint => $"https://localhost:{new Uri(_app.Urls.Single()).Port}/role-aliases/edge/credentials";

    /// <summary>Starts one with the given certificate that admits devices of <paramref name="devices"/>.</summary>
    public static async Task<IotEndpointDouble> StartAsync(X509Certificate2 server, ThrowAwayAuthority devices)
    {
        IotEndpointDouble endpoint = new(server, devices);
        await endpoint._app.StartAsync();
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static bool Knows(ThrowAwayAuthority authority, X509Certificate2 certificate)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private async Task AnswerAsync(HttpContext call)
    {
        string thing = call.Request.Headers["x-amzn-iot-thingname"].ToString();
        _things.Enqueue(thing.Length > 0 ? thing : "-");
        if (Date is { } date)
        {
            call.Response.Headers.Date = date.ToString("r");
        }

        bool known = call.Request.Path == "/role-aliases/edge/credentials";
        await EndpointAnswers.SendAsync(call, known ? Reply : EndpointReply.NotFound, () => new
        {
            credentials = new
            {
                accessKeyId = "CANARYID",
                secretAccessKey = "CANARYSECRET",
                sessionToken = "CANARYSESSION",
                expiration = (Expiration ?? TimeProvider.System.GetUtcNow().AddHours(1)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            },
        });
    }
}
