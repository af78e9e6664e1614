using Amazon.Runtime;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Fleet;
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
        FleetAddress fleet = options.Fleet.Address;
        string[] own = [.. new[] { fleet.Kind == FleetKind.Bucket ? fleet.Bucket : null, options.Capture.Bucket?.Name }.OfType<string>()];
        return new PackageSources(
            fleet.Kind switch
            {
                FleetKind.Folder => new FolderPackageSource(fleet.Folder, below, FileCalls.ForSharedFolders()),
                FleetKind.Bucket => buckets?.Of(fleet.Bucket, fleet.Prefix.Length == 0 ? below : $"{fleet.Prefix}/{below}"),
                _ => null,
            },
            buckets is null ? null : name => buckets.Of(name, ""),
            new HashSet<string>([.. own, .. options.Packages.Buckets], StringComparer.Ordinal));
    }

    private static object Injected(Exception injected) => new StoreAnswer(null, new StoreFault(IsTransient: true, injected.Message));
}
