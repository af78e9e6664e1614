using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using EdgeActors.S3Double;
using EdgeActors.S3Double.Operations;
using EdgeActors.S3Double.Store;

namespace EdgeActors.Specs.Aws.S3;

/// <summary>The judge is judged: what the double must find wrong is sent to it.</summary>
public sealed class S3DoubleSpecs
{
    [Fact]
    public async Task The_SDK_as_it_comes_stores_unframed_bytes_with_a_verified_checksum()
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        byte[] content = SinkBench.Bytes(200_000);

        await PutAsync(bench.Client(), "a/b", content);

        StoredObject stored = Assert.Single(bench.Server.Objects());
        S3Request request = Assert.Single(bench.Server.Requests.All);
        Assert.Equal(content, stored.Content.ToArray());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), stored.Sha256);
        Assert.Contains("x-amz-checksum-crc32", stored.Headers.Keys);
        Assert.Equal("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", request.Headers["x-amz-content-sha256"]);
        Assert.Equal((S3Operation.PutObject, 200), (request.Operation, request.Status));
    }

    [Theory]
    [InlineData(RequestChecksumCalculation.WHEN_REQUIRED)]
    [InlineData(RequestChecksumCalculation.WHEN_SUPPORTED)]
    public async Task Bytes_damaged_on_their_way_are_found(RequestChecksumCalculation checksum)
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        using AmazonS3Client client = bench.Client(change: c =>
            (c.RequestChecksumCalculation, c.HttpClientFactory) = (checksum, new TrustingFactory(null, damage: true)));

        AmazonS3Exception refusal = await Assert.ThrowsAsync<AmazonS3Exception>(() => PutAsync(client, "a", SinkBench.Bytes(1000)));

        Assert.Equal("SignatureDoesNotMatch", refusal.ErrorCode);
        Assert.Empty(bench.Server.Objects());
    }

    [Fact]
    public async Task A_checksum_of_other_bytes_is_found()
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        using AmazonS3Client client = bench.Client();
        PutObjectRequest request = new() { BucketName = "captures", Key = "a", ContentBody = "text", ChecksumCRC32 = "AAAAAA==" };

        AmazonS3Exception refusal = await Assert.ThrowsAsync<AmazonS3Exception>(() => client.PutObjectAsync(request));

        Assert.Equal("BadDigest", refusal.ErrorCode);
    }

    [Fact]
    public async Task Over_https_the_checksum_behind_unsigned_chunks_is_verified()
    {
        using X509Certificate2 certificate = SinkBench.Certificate();
        await using SinkBench bench = await SinkBench.StartAsync(new S3ServerOptions { Certificate = certificate });
        using AmazonS3Client client = bench.Client(change: c => c.HttpClientFactory = new TrustingFactory(certificate, damage: false));
        using AmazonS3Client damaging = bench.Client(change: c => c.HttpClientFactory = new TrustingFactory(certificate, damage: true));

        await PutAsync(client, "a", SinkBench.Bytes(1000), signed: false);
        AmazonS3Exception refusal = await Assert.ThrowsAsync<AmazonS3Exception>(
            () => PutAsync(damaging, "b", SinkBench.Bytes(1000), signed: false));

        Assert.Equal("STREAMING-UNSIGNED-PAYLOAD-TRAILER", bench.Server.Requests.All[0].Headers["x-amz-content-sha256"]);
        Assert.Equal("BadDigest", refusal.ErrorCode);
        Assert.Equal(SinkBench.Bytes(1000), Assert.Single(bench.Server.Objects()).Content.ToArray());
    }

    [Theory]
    [InlineData("SignatureDoesNotMatch", HttpStatusCode.Forbidden, true, false)]
    [InlineData("InvalidAccessKeyId", HttpStatusCode.Forbidden, false, true)]
    public async Task Foreign_keys_are_refused(string code, HttpStatusCode status, bool knownId, bool knownSecret)
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        S3Key key = new(knownId ? S3Key.Default.Id : "AKIDSTRANGER", knownSecret ? S3Key.Default.Secret : "wrong");

        AmazonS3Exception refusal = await Assert.ThrowsAsync<AmazonS3Exception>(() => PutAsync(bench.Client(key), "a", [1]));

        Assert.Equal((code, status), (refusal.ErrorCode, refusal.StatusCode));
    }

    [Fact]
    public async Task Temporary_keys_need_their_token_and_expire()
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        bench.Server.Allow(new S3Key("ASIATEMP", "secret", "token", DateTimeOffset.UtcNow.AddHours(-1)));
        AmazonS3Config config = new()
        {
            ServiceURL = bench.Server.Endpoint.AbsoluteUri,
            ForcePathStyle = true,
            AuthenticationRegion = "eu-central-1",
            MaxErrorRetry = 0,
        };
        using AmazonS3Client wrong = new(new SessionAWSCredentials("ASIATEMP", "secret", "other"), config);
        using AmazonS3Client expired = new(new SessionAWSCredentials("ASIATEMP", "secret", "token"), config);

        string[] codes = [(await Assert.ThrowsAsync<AmazonS3Exception>(() => PutAsync(wrong, "a", [1]))).ErrorCode,
            (await Assert.ThrowsAsync<AmazonS3Exception>(() => PutAsync(expired, "a", [1]))).ErrorCode];

        Assert.Equal(["InvalidToken", "ExpiredToken"], codes);
    }

    [Fact]
    public async Task Unsigned_requests_and_unknown_ones_get_an_error_document()
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        using HttpClient http = new();

        using HttpResponseMessage response = await http.GetAsync(new Uri(bench.Server.Endpoint, "captures/a"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("<Code>AccessDenied</Code>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<AmazonS3Exception>(() => bench.Client().GetBucketAclAsync(new GetBucketAclRequest { BucketName = "captures" }));
        Assert.Equal(501, bench.Server.Requests.All[^1].Status);
    }

    [Fact]
    public async Task If_none_match_keeps_what_is_there()
    {
        await using SinkBench bench = await SinkBench.StartAsync();
        using AmazonS3Client client = bench.Client();
        await PutAsync(client, "a", [1]);
        PutObjectRequest again = new() { BucketName = "captures", Key = "a", ContentBody = "other", IfNoneMatch = "*" };

        AmazonS3Exception refusal = await Assert.ThrowsAsync<AmazonS3Exception>(() => client.PutObjectAsync(again));

        Assert.Equal("PreconditionFailed", refusal.ErrorCode);
        Assert.Equal(1, bench.Server.Find("a")!.Length);
    }

    internal static Task PutAsync(AmazonS3Client client, string key, byte[] content, bool signed = true) => client.PutObjectAsync(
        new PutObjectRequest
        {
            BucketName = "captures",
            Key = key,
            InputStream = new MemoryStream(content),
            DisablePayloadSigning = !signed,
        });

    private sealed class TrustingFactory(X509Certificate2? trusted, bool damage) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig)
        {
            SocketsHttpHandler handler = new();
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == trusted?.GetCertHashString();
            return new(damage ? new Damaging { InnerHandler = handler } : handler);
        }

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }

    /// <summary>Flips one bit of the content in the middle of the first chunk.</summary>
    private sealed class Damaging : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            body[body.Length / 2] ^= 1;
            ByteArrayContent damaged = new(body);
            foreach (var header in request.Content.Headers)
            {
                damaged.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            request.Content = damaged;
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
