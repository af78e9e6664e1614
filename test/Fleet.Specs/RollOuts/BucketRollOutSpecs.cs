using Amazon.Runtime;
using EdgeActors.Fleet.Documents;
using EdgeActors.S3Double;
using EdgeActors.Specs.Models;
using EdgeActors.Specs.Simulation;

namespace EdgeActors.Specs.RollOuts;

/// <summary>The same by a bucket: forty devices on the S3 double.</summary>
public sealed class BucketRollOutSpecs : IDisposable
{
    private const int Devices = 40;

    private readonly string _root = Directory.CreateTempSubdirectory("edge-fleet-").FullName;

    [Fact]
    public async Task A_good_model_reaches_all_and_a_bad_one_few()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(4));
        await using S3Server server = await S3Server.StartAsync(new S3ServerOptions { Buckets = ["fleet"] });
        SimulatedPlace place = SimulatedPlaces.Bucket(
            _root, server.Endpoint, "fleet", new BasicAWSCredentials(S3Key.Default.Id, S3Key.Default.Secret));
        await using SimulatedFleet fleet = await SimulatedFleet.StartAsync(place, Devices, new DevicePace { Polls = TimeSpan.FromMinutes(5) }, patience.Token);
        SimulatedBehaviour good = new(1, Latency: TwoHundredDevices.Usual);

        await fleet.DeployAsync("good", "1", SimulatedPackages.Good(good), [Stage(50), Stage(100)], patience.Token);
        DesiredDeployment first = await fleet.WatchAsync("good", patience.Token);
        await fleet.DeployAsync("bad", "2", SimulatedPackages.Good(good with { Version = 2, Runs = false }), [Stage(100)], patience.Token);
        DesiredDeployment second = await fleet.WatchAsync("bad", patience.Token);

        Assert.All(first.Stages, static stage => Assert.Equal(StageState.Deployed, stage.State));
        Assert.Equal(StageState.Failed, second.Stages[0].State);
        Assert.Equal(Devices, fleet.Versions()["1"]);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static DesiredStage Stage(int percent) => new()
    {
        Name = $"stage-{percent}",
        Selection = new DeviceSelection.Percentage(percent),
        ErrorThreshold = new ErrorThreshold(3, null),
    };
}
