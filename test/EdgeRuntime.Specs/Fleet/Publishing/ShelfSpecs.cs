using Amazon.Runtime;
using EdgeActors.Aws.S3;
using EdgeActors.Fleet.Operating;
using EdgeActors.Fleet.Publishing;
using EdgeActors.S3Double;
using EdgeActors.S3Double.Faults;
using EdgeActors.Specs.Storage;
using EdgeActors.Storage.Files;

namespace EdgeActors.Specs.Fleet.Publishing;

public sealed class ShelfSpecs : IAsyncLifetime, IDisposable
{
    private const string Key = "fleets/plant/packages/mnist-2.0-aaaaaaaaaaaa.tar.gz";
    private readonly TemporaryFolder _folder = new();
    private readonly Steps _steps = new();
    private S3Server _server = null!;

    public async Task InitializeAsync() => _server = await S3Server.StartAsync(new S3ServerOptions { Buckets = ["fleets"] });

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Folder_has_the_package_whole_and_tells_how_far_it_is()
    {
        LocalPackage package = Package(3 << 20);
        using IPackageShelf shelf = Shelf("folder");

        await shelf.PutAsync(Key, package, _steps, default);

        Assert.Equal(await File.ReadAllBytesAsync(package.Path), await File.ReadAllBytesAsync(Path.Combine(_folder["tree"], Key)));
        Assert.Equal(package.Bytes, _steps.Last);
        Assert.True(_steps.Count > 1);
    }

    [Fact]
    public async Task Bucket_takes_a_large_package_in_parts_and_tells_how_far_it_is()
    {
        LocalPackage package = Package(11 << 20);
        using IPackageShelf shelf = Shelf("bucket");

        await shelf.PutAsync(Key, package, _steps, default);

        Assert.Equal(await File.ReadAllBytesAsync(package.Path), _server.Find("prefix/" + Key, "fleets")!.Content);
        Assert.Empty(_server.Uploads("fleets"));
        Assert.Equal(package.Bytes, _steps.Last);
        Assert.True(_steps.Count > 2);
    }

    [Fact]
    public async Task Bucket_that_is_busy_for_a_moment_is_asked_again()
    {
        _server.Faults.Next(S3Fault.InternalError());
        using IPackageShelf shelf = Shelf("bucket");

        await shelf.PutAsync(Key, Package(100), _steps, default);

        Assert.NotNull(_server.Find("prefix/" + Key, "fleets"));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("bucket")]
    public async Task Package_that_was_changed_since_it_was_read_is_not_put_under_its_old_digest(string where)
    {
        LocalPackage package = Package(1 << 20);
        await File.WriteAllBytesAsync(package.Path, new byte[1 << 20]);
        using IPackageShelf shelf = Shelf(where);

        OperatorException fault = await Assert.ThrowsAsync<OperatorException>(() => shelf.PutAsync(Key, package, _steps, default));

        Assert.Contains("package.tar.gz cannot be put into", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Objects("fleets"));
        Assert.False(File.Exists(Path.Combine(_folder["tree"], Key)));
    }

    [Fact]
    public async Task What_the_bucket_refuses_is_told_at_once()
    {
        _server.Faults.Always(S3Fault.AccessDenied());
        using IPackageShelf shelf = Shelf("bucket");

        OperatorException fault = await Assert.ThrowsAsync<OperatorException>(() => shelf.PutAsync(Key, Package(100), _steps, default));

        Assert.Contains($"cannot be put into s3://fleets/prefix/{Key}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("No deployment was written", fault.Message, StringComparison.Ordinal);
    }

    private IPackageShelf Shelf(string where) => where == "folder"
        ? new FolderShelf(new DurableFolder(_folder["tree"], FileCalls.ForSharedFolders()))
        : new BucketShelf(
            new S3SinkOptions
            {
                Bucket = "fleets",
                Region = _server.Options.Region,
                Endpoint = _server.Endpoint,
                ForcePathStyle = true,
                MultipartAbove = 5 << 20,
                PartSize = 5 << 20,
            },
            "prefix/",
            () => new BasicAWSCredentials(S3Key.Default.Id, S3Key.Default.Secret),
            TimeProvider.System);

    private LocalPackage Package(int bytes)
    {
        byte[] content = new byte[bytes];
        new Random(7).NextBytes(content);
        string path = _folder["package.tar.gz"];
        File.WriteAllBytes(path, content);
        return new LocalPackage(path, bytes, "", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), "mnist", "2.0");
    }

    private sealed class Steps : IProgress<long>
    {
        public long Last { get; private set; }

        public int Count { get; private set; }

        public void Report(long value) => (Last, Count) = (value, Count + 1);
    }
}
