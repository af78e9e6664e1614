using Amazon.Runtime;
using Amazon.S3;
using EdgeActors.Fleet.Documents;
using EdgeActors.S3Double;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Models;
using EdgeActors.Specs.S3;
using EdgeActors.Specs.Simulation;

namespace EdgeActors.Specs.RollOuts;

/// <summary>The same by a bucket, with forty devices.</summary>
public sealed class BucketRollOutSpecs : IDisposable
{
    private const int Devices = 40;
    private const string Bucket = "fleet";

    private readonly string _root = Directory.CreateTempSubdirectory("edge-fleet-").FullName;

    [Fact]
    public async Task A_good_model_reaches_all_and_a_bad_one_few()
    {
        await using S3Server server = await S3Server.StartAsync(new S3ServerOptions { Buckets = [Bucket] });

        await RollOutAsync(server.Endpoint, new BasicAWSCredentials(S3Key.Default.Id, S3Key.Default.Secret));
    }

    // Its database ignores conditions on new objects; there is one operator here, and devices need none.
    [NeedsFact(Needs.Linux, Needs.Rgw)]
    public async Task So_it_is_on_a_real_gateway()
    {
        S3Target gateway = await RadosGateway.StartAsync();
        try
        {
            using (AmazonS3Client client = gateway.Reader())
            {
                await client.PutBucketAsync(Bucket);
            }

            await RollOutAsync(gateway.Endpoint, new BasicAWSCredentials(gateway.KeyId, gateway.Secret));
        }
        finally
        {
            await gateway.Close();
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private async Task RollOutAsync(Uri endpoint, BasicAWSCredentials keys)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(4));
        SimulatedPlace place = SimulatedPlaces.Bucket(_root, endpoint, Bucket, keys);
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

    private static DesiredStage Stage(int percent) => new()
    {
        Name = $"stage-{percent}",
        Selection = new DeviceSelection.Percentage(percent),
        ErrorThreshold = new ErrorThreshold(3, null),
    };
}
