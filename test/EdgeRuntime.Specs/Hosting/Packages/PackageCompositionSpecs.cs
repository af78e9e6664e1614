using Amazon.S3;
using Amazon.S3.Model;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Fleet;
using EdgeActors.Deployment;
using EdgeActors.Hosting;
using EdgeActors.Hosting.Packages;
using EdgeActors.Specs.Aws.S3;
using EdgeActors.Specs.Configuration.Capture;
using EdgeActors.Specs.Packages.Fakes;
using EdgeActors.Specs.Storage;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeActors.Specs.Hosting.Packages;

/// <summary>From a configuration to a package on the device.</summary>
public sealed class PackageCompositionSpecs : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Packages_come_from_the_tree_of_a_folder()
    {
        byte[] package = StoreBench.Package();
        Directory.CreateDirectory(_place["tree/fleets/fleet/packages"]);
        File.WriteAllBytes(_place[$"tree/fleets/fleet/{StoreBench.Url}"], package);
        RunOptions options = Options() with { Fleet = new() { Address = FleetAddress.Of(_place["tree"]) } };
        await using ServiceProvider services = Services(options);

        StoreAnswer answer = await services.GetRequiredService<IModelStore>().FetchAsync(StoreBench.Request(package), default);
        StoreAnswer foreign = await services.GetRequiredService<IModelStore>().FetchAsync(StoreBench.Request(package, "other", "s3://somebody-s/key"), default);

        Assert.StartsWith(_place["data/models/mnist/"], answer.Package!.Folder, StringComparison.Ordinal);
        Assert.Contains("edgeactors_package_buckets", foreign.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packages_come_from_the_tree_in_a_bucket_and_from_buckets_on_the_list()
    {
        byte[] package = StoreBench.Package();
        await using SinkBench bench = await SinkBench.StartAsync(new() { Buckets = ["fleet-bucket", "models-eu", "private"] });
        using AmazonS3Client client = bench.Client();
        foreach ((string bucket, string key) in ((string, string)[])
            [("fleet-bucket", $"pre/fleets/fleet/{StoreBench.Url}"), ("models-eu", "a.tar.gz"), ("private", "a.tar.gz")])
        {
            await client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, InputStream = new MemoryStream(package) });
        }

        RunOptions options = Options(
            $"\"edgeactors_s3_endpoint\": \"{bench.Server.Endpoint.GetLeftPart(UriPartial.Authority)}\", \"edgeactors_s3_path_style\": true, "
            + "\"sagemaker_edge_core_region\": \"eu-central-1\", \"edgeactors_package_buckets\": \"models-eu\"") with
        {
            Fleet = new() { Address = FleetAddress.Of("s3://fleet-bucket/pre") },
        };
        await using ServiceProvider services = Services(options, SinkBench.Credentials());
        IModelStore store = services.GetRequiredService<IModelStore>();

        StoreAnswer tree = await store.FetchAsync(StoreBench.Request(package), default);
        StoreAnswer listed = await store.FetchAsync(StoreBench.Request(package, "other", "s3://models-eu/a.tar.gz"), default);
        StoreAnswer unlisted = await store.FetchAsync(StoreBench.Request(package, "third", "s3://private/a.tar.gz"), default);

        Assert.NotNull(tree.Package);
        Assert.NotNull(listed.Package);
        Assert.False(unlisted.Fault!.IsTransient);
        Assert.DoesNotContain(bench.Server.Requests.All, request => request.Bucket == "private" && request.Operation == EdgeActors.S3Double.Operations.S3Operation.GetObject);
        Assert.Single(bench.Server.Requests.All, request => request.Bucket == "private");
    }

    [Fact]
    public void Options_out_of_range_end_the_start() => Assert.Throws<OptionsValidationException>(() => Services(
        Options() with { Packages = new() { Options = new() { MaxBytes = 1 } } }));

    private static ServiceProvider Services(RunOptions options, Amazon.Runtime.AWSCredentials? keys = null)
    {
        ServiceCollection services = new();
        services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton(FileCalls.ForThisSystem()).AddSingleton<IFaultSeam>(NoFaults.Instance);
        if (keys is not null)
        {
            services.AddSingleton(keys);
        }

        return services.AddPackages(options).BuildServiceProvider();
    }

    private RunOptions Options(string more = "\"edgeactors_package_signatures\": \"off\"") => Configured.Read(
        $"{{ \"sagemaker_edge_core_device_fleet_name\": \"fleet\", \"LocalDataRootPath\": \"{_place["data"]}\", \"CaptureDataDestination\": \"Disk\", {more} }}")
        .Checked().Options;
}
