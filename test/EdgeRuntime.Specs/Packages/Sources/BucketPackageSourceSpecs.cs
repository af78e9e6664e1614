using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using EdgeActors.Deployment;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;
using EdgeActors.Packages.Sources;
using EdgeActors.Packages.Storing;
using EdgeActors.S3Double.Faults;
using EdgeActors.S3Double.Operations;
using EdgeActors.Specs.Aws.S3;
using EdgeActors.Specs.Packages.Fakes;
using EdgeActors.Specs.Storage;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Packages.Sources;

public sealed class BucketPackageSourceSpecs : IAsyncLifetime, IDisposable
{
    private const string Key = "pre/fleets/f/packages/mnist-1.0.tar.gz";
    private const string Url = "packages/mnist-1.0.tar.gz";

    private readonly TemporaryFolder _place = new();
    private SinkBench _bench = null!;
    private PackageBuckets _buckets = null!;
    private BucketPackageSource _source = null!;

    public async Task InitializeAsync()
    {
        _bench = await SinkBench.StartAsync();
        _buckets = new PackageBuckets(SinkBench.Options(_bench.Server), () => SinkBench.Credentials(), TimeProvider.System);
        _source = _buckets.Of("captures", "pre/fleets/f/");
    }

    public async Task DisposeAsync()
    {
        _buckets.Dispose();
        await _bench.DisposeAsync();
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_package_is_read_by_range_with_the_version_that_it_began_with()
    {
        byte[] content = SinkBench.Bytes(300_000);
        await PutAsync(content);

        (byte[] whole, PackageStream first) = await ReadAsync();
        (byte[] rest, PackageStream second) = await ReadAsync(100_000, first.Version);

        Assert.Equal(content, whole);
        Assert.Equal(content[100_000..], rest);
        Assert.Equal((100_000, 300_000, first.Version), (second.Offset, second.TotalBytes, second.Version));
        IReadOnlyDictionary<string, string> headers = _bench.Server.Requests.All[^1].Headers;
        Assert.Equal(("bytes=100000-", first.Version), (headers["range"], headers["if-match"]));
    }

    [Theory]
    [InlineData(200_000)]
    [InlineData(50_000)]
    public async Task An_object_that_changed_is_read_from_its_begin(int length)
    {
        await PutAsync(SinkBench.Bytes(300_000));
        (_, PackageStream first) = await ReadAsync();
        byte[] other = SinkBench.Bytes(length, seed: 2);
        await PutAsync(other);

        (byte[] content, PackageStream second) = await ReadAsync(100_000, first.Version);

        Assert.Equal(other, content);
        Assert.Equal((0, length), (second.Offset, second.TotalBytes));
    }

    [Fact]
    public async Task What_is_missing_or_forbidden_is_refused_and_trouble_is_not()
    {
        Assert.False((await FailsAsync()).IsTransient);
        await PutAsync(SinkBench.Bytes(10));
        foreach ((S3Fault fault, bool isTransient) in ((S3Fault, bool)[])
            [(S3Fault.AccessDenied(), false), (S3Fault.SlowDown(), true), (S3Fault.InternalError(), true), (S3Fault.NoSuchBucket(), true), (new S3Fault.Reset(), true)])
        {
            _bench.Server.Faults.Clear();
            _bench.Server.Faults.Always(fault, operation: S3Operation.GetObject);
            PackageSourceException failure = await FailsAsync();
            Assert.Equal((fault, isTransient), (fault, failure.IsTransient));
            Assert.Contains("s3://captures/", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_not_followed()
    {
        await PutAsync(SinkBench.Bytes(10));
        _bench.Server.Faults.Next(new S3Fault.Answer(307, "TemporaryRedirect"), operation: S3Operation.GetObject);

        Assert.Contains("elsewhere", (await FailsAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_goes_on_after_answers_that_end_early()
    {
        byte[] package = RawTar.Of(("model.onnx", SinkBench.Bytes(1 << 20)));
        await PutAsync(package);
        using PackageStore store = new(
            _place.Path, _source, new PackageOptions { Signatures = SignaturePolicy.Off }, FileCalls.ForThisSystem(), _ => 1L << 40, TimeProvider.System,
            NullLogger<PackageStore>.Instance);
        _bench.Server.Faults.Next(new S3Fault.Truncated(), times: 2, operation: S3Operation.GetObject);
        PackageRequest request = StoreBench.Request(package, url: Url);

        List<StoreAnswer> answers = [];
        while (answers.Count < 5 && answers.LastOrDefault().Package is null)
        {
            answers.Add(await store.FetchAsync(request, default));
        }

        Assert.All(answers.SkipLast(1), answer => Assert.True(answer.Fault!.IsTransient));
        Assert.NotNull(answers[^1].Package);
        Assert.Null(await store.VerifyAsync(answers[^1].Package!.Folder, default));
        long[] asked = [.. _bench.Server.Requests.All.Where(one => one.Operation == S3Operation.GetObject).Select(First)];
        Assert.Equal(asked.Order(), asked);
        Assert.True(asked[^1] > 0);
    }

    private static long First(S3Double.S3Request request) =>
        request.Headers.TryGetValue("range", out string? range) ? long.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;

    private async Task PutAsync(byte[] content)
    {
        using AmazonS3Client client = _bench.Client();
        await client.PutObjectAsync(new PutObjectRequest { BucketName = "captures", Key = Key, InputStream = new MemoryStream(content) });
    }

    private async Task<(byte[] Content, PackageStream Stream)> ReadAsync(long offset = 0, string? version = null)
    {
        PackageStream opened = await _source.OpenAsync(Url, offset, version, default);
        await using Stream stream = opened.Content;
        using MemoryStream content = new();
        await stream.CopyToAsync(content);
        return (content.ToArray(), opened);
    }

    private Task<PackageSourceException> FailsAsync() => Assert.ThrowsAsync<PackageSourceException>(() => _source.OpenAsync(Url, 0, null, default));
}
