using System.Collections.Concurrent;
using System.Net;
using EdgeActors.S3Double.Faults;
using EdgeActors.S3Double.Signing;
using EdgeActors.S3Double.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeActors.S3Double;

/// <summary>
/// An S3 server in this process, on the loopback: checks signatures and checksums, unframes <c>aws-chunked</c>, answers in
/// S3's words, fails when told to. Everything is in memory and gone with it.
/// </summary>
public sealed class S3Server : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly BucketStore _store;
    private readonly ConcurrentDictionary<string, S3Key> _keys;

    private S3Server(S3ServerOptions options)
    {
        Options = options;
        _store = new BucketStore(options);
        _keys = new(options.Keys.ToDictionary(k => k.Id));
        foreach (string bucket in options.Buckets)
        {
            _store.Create(bucket);
        }

        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;

            // Slow is what the switches say, not what Kestrel finds too slow.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                if (options.Certificate is { } certificate)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        if (options.Certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        _app = builder.Build();
        _app.Run(new S3Handler(options, _store, new SignatureCheck(_keys, options.Region, options.Time), Faults, Requests).HandleAsync);
    }

    /// <summary>What it was started with.</summary>
    public S3ServerOptions Options { get; }

    /// <summary><c>http://127.0.0.1:PORT</c>; also works as a proxy for hosts below <see cref="S3ServerOptions.VirtualHostSuffix"/>.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>The failure switches.</summary>
    public S3Faults Faults { get; } = new();

    /// <summary>What was asked and answered.</summary>
    public S3RequestLog Requests { get; } = new();

    public static async Task<S3Server> StartAsync(S3ServerOptions? options = null)
    {
        S3Server server = new(options ?? new S3ServerOptions());
        await server._app.StartAsync();
        IServerAddressesFeature addresses = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.Endpoint = new Uri(addresses.Addresses.Single());
        return server;
    }

    /// <summary>All objects of a bucket in the order of their keys.</summary>
    public IReadOnlyList<StoredObject> Objects(string bucket = "captures") => _store.Objects(bucket);

    /// <summary>One object; null when it is not there.</summary>
    public StoredObject? Find(string key, string bucket = "captures") => Objects(bucket).FirstOrDefault(o => o.Key == key);

    /// <summary>Uploads in parts that are neither completed nor aborted.</summary>
    public IReadOnlyList<MultipartUpload> Uploads(string bucket = "captures") => _store.Uploads(bucket);

    /// <summary>Knows a key from now on, in place of one of the same id.</summary>
    public void Allow(S3Key key) => _keys[key.Id] = key;

    /// <summary>Knows a key no more.</summary>
    public void Revoke(string id) => _keys.TryRemove(id, out _);

    public async ValueTask DisposeAsync()
    {
        // Nobody waits for requests that hang on purpose.
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
