using Amazon.Runtime;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Deployment;
using EdgeActors.Doctor.Disks;
using EdgeActors.Fleet.Documents;
using EdgeActors.Hosting.Capture;
using EdgeActors.Packages;
using EdgeActors.Packages.Sources;
using EdgeActors.Packages.Storing;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting.Packages;

/// <summary>The parts that bring packages onto the device.</summary>
internal static class PackageComposition
{
    /// <summary>Registers <see cref="IModelStore"/>.</summary>
    /// <param name="services">The host's services, with captures added before.</param>
    /// <param name="options">What makes the agent.</param>
    public static IServiceCollection AddPackages(this IServiceCollection services, RunOptions options)
    {
        PackageOptions packages = options.Packages.Options;
        Checked.All(nameof(PackageOptions), packages.Faults());
        BucketSettings? reached = options.Packages.Way ?? options.Capture.Bucket;
        if (reached is not null)
        {
            services.AddBucketKeys(options.Capture).AddSingleton(provider => new PackageBuckets(
                BucketOptions.Of(reached), provider.GetRequiredService<AWSCredentials>, provider.GetRequiredService<TimeProvider>()));
        }

        return services
            .AddSingleton(provider => new PackageStore(
                options.Capture.DataRoot,
                Sources(options, provider),
                packages,
                provider.GetRequiredService<IFileCalls>(),
                static folder => FileSystemFacts.At(folder).Free,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<PackageStore>>()))
            .AddSingleton(provider => provider.GetRequiredService<IFaultSeam>().Port<IModelStore>(provider.GetRequiredService<PackageStore>(), Injected));
    }

    private static PackageSources Sources(RunOptions options, IServiceProvider provider)
    {
        PackageBuckets? buckets = provider.GetService<PackageBuckets>();
        string below = new FleetTree(options.Capture.Fleet).Root;
        FleetTreeRoot? tree = options.Fleet.Address.Tree;
        string[] own = [.. new[] { (tree as FleetTreeRoot.Bucket)?.Name, options.Capture.Bucket?.Name }.OfType<string>()];
        return new PackageSources(
            tree switch
            {
                FleetTreeRoot.Folder folder => new FolderPackageSource(folder.Path, below, FileCalls.ForSharedFolders()),
                FleetTreeRoot.Bucket bucket => buckets?.Of(bucket.Name, bucket.KeyPrefix + below),
                _ => null,
            },
            buckets is null ? null : name => buckets.Of(name, ""),
            new HashSet<string>([.. own, .. options.Packages.Buckets], StringComparer.Ordinal));
    }

    private static object Injected(Exception injected) => new StoreAnswer(null, new StoreFault(IsTransient: true, injected.Message));
}
