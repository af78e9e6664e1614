using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.CredentialDoubles;

/// <summary>A double of EC2's instance metadata service, version 2 only, of an instance with the role <c>edge</c> or none.</summary>
internal sealed class InstanceMetadataDouble : IAsyncDisposable
{
    private const string Roles = "/latest/meta-data/iam/security-credentials/";
    private const string SessionToken = "CANARYTOKEN";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _requests = new();

    private InstanceMetadataDouble()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>How it answers who asks for the keys.</summary>
    public EndpointReply Reply { get; set; }

    /// <summary>Whether the instance has a role.</summary>
    public bool HasRole { get; set; } = true;

    /// <summary>Its address.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Starts one on a free port.</summary>
    public static async Task<InstanceMetadataDouble> StartAsync()
    {
        InstanceMetadataDouble service = new();
        await service._app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext call)
    {
        HttpRequest request = call.Request;
        _requests.Enqueue($"{request.Method} {request.Path}");
        bool admitted = request.Headers["X-aws-ec2-metadata-token"] == SessionToken;
        if (request.Method == "PUT" && request.Path == "/latest/api/token" && request.Headers.ContainsKey("X-aws-ec2-metadata-token-ttl-seconds"))
        {
            await call.Response.WriteAsync(SessionToken);
        }
        else if (admitted && HasRole && request.Path == Roles)
        {
            await call.Response.WriteAsync("edge\nanother");
        }
        else
        {
            await EndpointAnswers.SendAsync(call, admitted && HasRole && request.Path == Roles + "edge" ? Reply : EndpointReply.NotFound, () => new
            {
                Code = "Success",
                AccessKeyId = "CANARYID",
                SecretAccessKey = "CANARYSECRET",
                Token = "CANARYSESSION",
                Expiration = TimeProvider.System.GetUtcNow().AddHours(6).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            });
        }
    }
}
