using Amazon.Runtime;
using Amazon.S3.Model;
using EdgeActors.Aws.S3;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stores;
using EdgeActors.Fleet.Tree;
using EdgeActors.Packages.Sources;
using EdgeActors.Specs.Time;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Simulation;

/// <summary>Places for a simulated fleet's tree.</summary>
internal static class SimulatedPlaces
{
    private const string Region = "eu-central-1";

    // All devices share one way to the tree here.
    private static readonly StoreLimits Limits = new() { MostCalls = 64 };

    /// <summary>A folder of this machine.</summary>
    public static SimulatedPlace Folder(string root)
    {
        string tree = Directory.CreateDirectory(Path.Combine(root, "tree")).FullName;
        IDocumentStore Open() => DocumentStores.Open(
            new FleetTreeRoot.Folder(tree), static () => throw new NotSupportedException(), static () => throw new NotSupportedException(), Limits, TimeProvider.System, isProbed: false);
        return new SimulatedPlace(
            Open(),
            Open(),
            new FolderPackageSource(tree, new FleetTree(SimulatedFleet.Name).Root, FileCalls.ForThisSystem()),
            async (key, package, cancelled) =>
            {
                string file = Path.Combine(tree, key);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllBytesAsync(file, package, cancelled);
            },
            Path.Combine(root, "devices"),
            Adapter);
    }

    /// <summary>A bucket of an S3 server.</summary>
    public static SimulatedPlace Bucket(string root, Uri endpoint, string bucket, BasicAWSCredentials keys)
    {
        S3SinkOptions options = Options(endpoint, bucket);
        IDocumentStore Open() => DocumentStores.Open(new FleetTreeRoot.Bucket(bucket, ""), () => options, () => keys, Limits, TimeProvider.System, isProbed: false);
        S3Connection uploads = new(options, () => keys);
        PackageBuckets packages = Buckets(endpoint, bucket, keys);
        return new SimulatedPlace(
            Open(),
            Open(),
            packages.Of(bucket, new FleetTree(SimulatedFleet.Name).Root),
            async (key, package, cancelled) =>
            {
                using MemoryStream content = new(package);
                await uploads.Client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, InputStream = content }, cancelled);
            },
            Path.Combine(root, "devices"),
            Adapter);
    }

    /// <summary>Packages of a server's buckets.</summary>
    public static PackageBuckets Buckets(Uri endpoint, string bucket, BasicAWSCredentials keys) =>
        new(Options(endpoint, bucket), () => keys, TimeProvider.System);

    private static S3SinkOptions Options(Uri endpoint, string bucket) => new() { Bucket = bucket, Region = Region, Endpoint = endpoint, ForcePathStyle = true };

    private static TreeFleet Adapter(DeviceIdentity identity, IDocumentStore store) =>
        new(store, ownsStore: false, identity, new NoSignatures(), AcceleratedScheduler.Clock, NullLogger.Instance);

    private sealed class NoSignatures : IDocumentSignature
    {
        public DocumentPolicy Policy => DocumentPolicy.Off;

        public string? FaultOf(ReadOnlyMemory<byte> document, byte[]? envelope) => throw new NotSupportedException();
    }
}
