using System.Text.Json;
using Amazon.Runtime;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Packages.Sources;
using EdgeActors.S3Double;
using EdgeActors.Specs.Models;
using EdgeActors.Specs.Simulation;

namespace EdgeActors.Specs.RollOuts;

/// <summary>The same two deployments by a folder, by a bucket and by the old service's calls.</summary>
public sealed class EveryWaySpecs : IDisposable
{
    private const string Bucket = "fleet";
    private const string Device = "device-0000";

    private static readonly BasicAWSCredentials Keys = new(S3Key.Default.Id, S3Key.Default.Secret);

    private readonly string _root = Directory.CreateTempSubdirectory("edge-fleet-").FullName;

    [Fact]
    public async Task The_same_deployments_end_the_same_by_folder_bucket_and_calls()
    {
        await using S3Server server = await S3Server.StartAsync(new S3ServerOptions { Buckets = [Bucket, "served"] });
        string folder = await EndAsync(SimulatedPlaces.Folder(Path.Combine(_root, "folder")));
        string bucket = await EndAsync(SimulatedPlaces.Bucket(Path.Combine(_root, Bucket), server.Endpoint, Bucket, Keys));
        SimulatedPlace tree = SimulatedPlaces.Bucket(Path.Combine(_root, "served"), server.Endpoint, "served", Keys);
        await using ServedFleetDouble served = await ServedFleetDouble.StartAsync(
            identity => tree.Fleet(identity, tree.Devices), $"s3://served/{new FleetTree(SimulatedFleet.Name).Root}");
        PackageBuckets packages = SimulatedPlaces.Buckets(server.Endpoint, "served", Keys);

        string calls = await EndAsync(tree with
        {
            Adapter = (identity, _) => served.Client(identity),
            Packages = new PackageSources(tree: null, name => packages.Of(name, ""), new HashSet<string> { "served" }),
        });

        Assert.Equal(folder, bucket);
        Assert.Equal(folder, calls);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static async Task<string> EndAsync(SimulatedPlace place)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(3));
        await using SimulatedFleet fleet = await SimulatedFleet.StartAsync(
            place, 1, new DevicePace { Polls = TimeSpan.FromMinutes(1), Heartbeats = TimeSpan.FromMinutes(1) }, patience.Token);
        SimulatedBehaviour good = new(1, Latency: TwoHundredDevices.Usual);
        DesiredStage all = new() { Name = "all", Selection = new DeviceSelection.Percentage(100) };
        await fleet.DeployAsync("good", "1", SimulatedPackages.Good(good), [all], patience.Token);
        await fleet.WatchAsync("good", patience.Token);
        await fleet.DeployAsync("bad", "2", SimulatedPackages.Good(good with { Version = 2, Runs = false }), [all], patience.Token);
        await fleet.WatchAsync("bad", patience.Token);

        DeploymentResult succeeded = (await fleet.ResultAsync("good", Device, succeeded: true, patience.Token))!;
        DeploymentResult failed = (await fleet.ResultAsync("bad", Device, succeeded: false, patience.Token))!;
        Assert.True(succeeded.Succeeded);
        Assert.NotEmpty(failed.Models[0].Reason);
        Assert.Equal("1", fleet.Devices[Device].Serving[SimulatedFleet.Handle]);
        return JsonSerializer.Serialize(new[] { succeeded, failed });
    }
}
