using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Fleet.Rest;

/// <summary>A service that answers what it is told, and keeps what it was asked.</summary>
internal sealed class RestServiceDouble : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RestServiceDouble()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async call =>
        {
            using MemoryStream body = new();
            await call.Request.Body.CopyToAsync(body);
            Requests.Enqueue(new Request(
                call.Request.Path, body.ToArray(), call.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            await Answer(call);
        });
    }

    /// <summary>How it answers.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = Says(200, "{}");

    public ConcurrentQueue<Request> Requests { get; } = new();

    public Uri Endpoint { get; private set; } = null!;

    public static async Task<RestServiceDouble> StartAsync()
    {
        RestServiceDouble service = new();
        await service._app.StartAsync();
        service.Endpoint = new Uri(service._app.Urls.Single());
        return service;
    }

    /// <summary>An answer of this status, type and body.</summary>
    public static Func<HttpContext, Task> Says(int status, string body, string? error = null, DateTimeOffset? date = null) => async call =>
    {
        call.Response.StatusCode = status;
        if (error is not null)
        {
            call.Response.Headers["x-amzn-ErrorType"] = error;
        }

        if (date is { } now)
        {
            call.Response.Headers.Date = now.ToString("r");
        }

        await call.Response.WriteAsync(body);
    };

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    internal sealed record Request(string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers);
}
