using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Amazon.S3;
using EdgeActors.Aws.S3;
using EdgeActors.S3Double;
using EdgeActors.Upload;

namespace EdgeActors.Specs.Aws.S3;

/// <summary>A double, a sink that puts into it, and a plain client of the SDK.</summary>
internal sealed class SinkBench : IAsyncDisposable
{
    private SinkBench(S3Server server, S3CaptureSink sink) => (Server, Sink) = (server, sink);

    public S3Server Server { get; }

    public S3CaptureSink Sink { get; }

    public static async Task<SinkBench> StartAsync(
        S3ServerOptions? server = null, Func<S3SinkOptions, S3SinkOptions>? sink = null, TimeProvider? time = null,
        Func<AWSCredentials>? credentials = null)
    {
        S3Server started = await S3Server.StartAsync(server);
        S3SinkOptions options = Options(started);
        return new(started, new S3CaptureSink(
            sink is null ? options : sink(options), credentials ?? (() => Credentials()), time ?? TimeProvider.System));
    }

    public static S3SinkOptions Options(S3Server server) => new()
    {
        Bucket = "captures",
        Region = server.Options.Region,
        Endpoint = server.Endpoint,
        ForcePathStyle = true,
    };

    public static BasicAWSCredentials Credentials(S3Key? key = null) => new((key ?? S3Key.Default).Id, (key ?? S3Key.Default).Secret);

    public static SinkObject Object(string key, byte[] content, string type = "application/octet-stream") =>
        new(key, type, content.Length, _ => Task.FromResult<Stream>(new MemoryStream(content, writable: false)));

    /// <summary>A server certificate of nobody's.</summary>
    public static X509Certificate2 Certificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    public static byte[] Bytes(int count, int seed = 1)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>The SDK as it comes, without its retries.</summary>
    public AmazonS3Client Client(S3Key? key = null, Action<AmazonS3Config>? change = null)
    {
        AmazonS3Config config = new()
        {
            ServiceURL = Server.Endpoint.AbsoluteUri,
            ForcePathStyle = true,
            AuthenticationRegion = Server.Options.Region,
            MaxErrorRetry = 0,
        };
        change?.Invoke(config);
        return new(Credentials(key), config);
    }

    public async ValueTask DisposeAsync()
    {
        Sink.Dispose();
        await Server.DisposeAsync();
    }
}
