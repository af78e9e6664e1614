using System.Net.Sockets;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace EdgeActors.Aws.S3;

/// <summary>One client and the connections below it.</summary>
internal sealed class S3Connection : IDisposable
{
    /// <summary>Bytes that the system may hold unsent; Linux makes it twice what is asked for.</summary>
    public const int SendBuffer = 128 << 10;

    private readonly HttpClient _http;

    /// <summary>Makes the client. Reads the SDK's own settings from disk, so it may take its time.</summary>
    public S3Connection(S3SinkOptions options, Func<AWSCredentials> credentials)
    {
        _http = new HttpClient(Handler(options)) { Timeout = Timeout.InfiniteTimeSpan };
        AmazonS3Config config = new()
        {
            ForcePathStyle = options.ForcePathStyle,
            AuthenticationRegion = options.Region,
            HttpClientFactory = new OneClient(_http),
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 1,
            ThrottleRetries = false,

            // The endpoint comes from the options alone, never from a variable or a profile.
            IgnoreConfiguredEndpointUrls = true,
            RequestChecksumCalculation = options.RequestChecksum == S3RequestChecksum.None
                ? RequestChecksumCalculation.WHEN_REQUIRED : RequestChecksumCalculation.WHEN_SUPPORTED,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.UseHttp = endpoint.Scheme == Uri.UriSchemeHttp;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        Client = new SinkS3Client(new MarkedCredentials(credentials), config);
    }

    public IAmazonS3 Client { get; }

    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }

    private static SocketsHttpHandler Handler(S3SinkOptions options)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = options.IdleConnections,
            MaxConnectionsPerServer = options.MaxConcurrentPuts,
            ConnectCallback = ConnectAsync,
        };
        if (options.Proxy is { } proxy)
        {
            handler.Proxy = proxy.ToWebProxy();
        }

        return handler;
    }

    /// <summary>With the system's own buffers megabytes would vanish at once, and a slow way would look like none.</summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancelled)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = SendBuffer / 2 };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancelled);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class OneClient(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
