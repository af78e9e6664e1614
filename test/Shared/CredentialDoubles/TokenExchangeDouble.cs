using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.CredentialDoubles;

/// <summary>
/// A double of Greengrass's token exchange service on a loopback port: checks the authorization token and answers as it is told. Disposing
/// it and starting it again on the same or another port is what a restart of the real one looks like.
/// </summary>
internal sealed class TokenExchangeDouble : IAsyncDisposable
{
    /// <summary>Path of the real one.</summary>
    public const string Path = "/2016-11-01/credentialprovider/";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<DateTimeOffset> _requests = new();
    private int _hanging;
    private int _port;

    private TokenExchangeDouble(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>How it answers whoever shows the token.</summary>
    public EndpointReply Reply { get; set; }

    /// <summary>Life of the keys that it gives.</summary>
    public TimeSpan Life { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Expiry of the keys instead of now and <see cref="Life"/>; null for those.</summary>
    public DateTimeOffset? Expiration { get; set; }

    /// <summary>The <c>Date</c> it sends; null for the true one.</summary>
    public DateTimeOffset? Date { get; set; }

    /// <summary>What <c>Authorization</c> has to be.</summary>
    public string Token { get; private init; } = "CANARYTOKEN" + Guid.NewGuid().ToString("n");

    /// <summary>The secret part of its keys.</summary>
    public string SecretKey { get; private init; } = "CANARYSECRET" + Guid.NewGuid().ToString("n");

    /// <summary>When it was asked.</summary>
    public IReadOnlyCollection<DateTimeOffset> Requests => _requests;

    /// <summary>Calls that hang in it now.</summary>
    public int Hanging => Volatile.Read(ref _hanging);

    /// <summary>Its address without a path.</summary>
    public string Authority => _app.Urls.Single();

    /// <summary>The variables that lead to it.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = Authority + Path,
        ["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = Token,
    };

    /// <summary>Starts one on <paramref name="port"/>, or on any that is free.</summary>
    public static async Task<TokenExchangeDouble> StartAsync(int port = 0)
    {
        TokenExchangeDouble service = new(port);
        await service._app.StartAsync();
        service.Remember();
        return service;
    }

    /// <summary>The same service after a stop: on its port, with its token and its keys.</summary>
    public async Task<TokenExchangeDouble> StartAgainAsync()
    {
        TokenExchangeDouble service = new(_port) { Token = Token, SecretKey = SecretKey, Reply = Reply, Life = Life };
        await service._app.StartAsync();
        service.Remember();
        return service;
    }

    /// <summary>Stops at once; calls that hang are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private void Remember() => _port = new Uri(Authority).Port;

    private async Task AnswerAsync(HttpContext call)
    {
        _requests.Enqueue(TimeProvider.System.GetUtcNow());
        if (Date is { } date)
        {
            call.Response.Headers.Date = date.ToString("r");
        }

        bool known = call.Request.Headers.Authorization == Token && call.Request.Path == Path;
        EndpointReply reply = known ? Reply : EndpointReply.NotFound;
        int hanging = reply is EndpointReply.Hang or EndpointReply.Stall ? 1 : 0;
        Interlocked.Add(ref _hanging, hanging);
        await EndpointAnswers.SendAsync(call, reply, () => new
        {
            AccessKeyId = "CANARYID",
            SecretAccessKey = SecretKey,
            Token = "CANARYSESSION",
            Expiration = (Expiration ?? TimeProvider.System.GetUtcNow() + Life).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
        });
        Interlocked.Add(ref _hanging, -hanging);
    }
}
