using Amazon.Runtime;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stores;
using EdgeActors.Fleet.Tree;
using EdgeActors.Hosting.Capture;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Hosting.Fleet;

/// <summary>Makes the adapter for fleets that are a tree of documents in a bucket or a folder.</summary>
internal static class TreeFleets
{
    /// <summary>The caller disposes it.</summary>
    /// <param name="options">Checked; with the address of such a fleet.</param>
    /// <param name="bucket">The way to the bucket; null for a folder.</param>
    /// <param name="credentials">What requests to a bucket are signed with; not asked for a folder.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where it logs.</param>
    public static TreeFleet Create(
        RunOptions options, BucketSettings? bucket, Func<AWSCredentials> credentials, TimeProvider time, ILoggerFactory logs)
    {
        FleetTreeRoot root = options.Fleet.Address.Tree
            ?? throw new ArgumentException($"edgeactors_fleet_url is {options.Fleet.Address}, and not {FleetTreeRoot.Forms}", nameof(options));
        StoreLimits limits = new();
        Checked.All(nameof(StoreLimits), limits.Faults());

        // Each device writes its own documents only: the server need not be tried out by each.
        IDocumentStore store = DocumentStores.Open(root, () => BucketOptions.Of(bucket!), credentials, limits, time, isProbed: false);
        return new TreeFleet(
            store,
            ownsStore: true,
            new DeviceIdentity(options.Capture.Fleet, options.Capture.Device),
            new DocumentSeal(options.Packages.Options.Signatures, options.Packages.Options.KeysFolder, time),
            time,
            logs.CreateLogger<TreeFleet>());
    }
}
