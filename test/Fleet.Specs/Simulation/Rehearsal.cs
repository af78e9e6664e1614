using System.Diagnostics;
using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using EdgeActors.Fleet.Documents;
using EdgeActors.Specs.Models;
using EdgeActors.Specs.S3;
using EdgeActors.Specs.Time;

namespace EdgeActors.Specs.Simulation;

/// <summary>
/// Rehearses a roll-out on a fleet of any size, and counts what it costs. <c>--devices N --model good|fails|errs|slow --idle MINUTES --pace MINUTES</c>, and for a bucket rather than a
/// folder <c>--s3 URL --bucket NAME --key ID --secret SECRET</c>, or <c>--s3 rgw</c> for a Ceph RGW of its own.
/// </summary>
internal static class Rehearsal
{
    private const string Gateway = "rgw";

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        Dictionary<string, string> given = arguments.Chunk(2).ToDictionary(static pair => pair[0].TrimStart('-'), static pair => pair[^1], StringComparer.Ordinal);
        int devices = int.Parse(given.GetValueOrDefault("devices", "1000"), CultureInfo.InvariantCulture);
        TimeSpan pace = TimeSpan.FromMinutes(double.Parse(given.GetValueOrDefault("pace", "10"), CultureInfo.InvariantCulture));
        double idle = double.Parse(given.GetValueOrDefault("idle", "60"), CultureInfo.InvariantCulture);
        string root = Directory.CreateTempSubdirectory("edge-rehearsal-").FullName;
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(30));
        S3Target? gateway = given.GetValueOrDefault("s3") == Gateway ? await RadosGateway.StartAsync() : null;
        try
        {
            await RunAsync(await PlaceAsync(given, root, gateway), devices, given.GetValueOrDefault("model", "good"), TimeSpan.FromMinutes(idle), pace, output, patience.Token);
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
            await (gateway?.Close() ?? ValueTask.CompletedTask);
        }
    }

    private static async Task<SimulatedPlace> PlaceAsync(Dictionary<string, string> given, string root, S3Target? gateway)
    {
        if (gateway is not null)
        {
            using AmazonS3Client client = gateway.Reader();
            await client.PutBucketAsync(Gateway);
            return SimulatedPlaces.Bucket(root, gateway.Endpoint, Gateway, new BasicAWSCredentials(gateway.KeyId, gateway.Secret));
        }

        return given.TryGetValue("s3", out string? server)
            ? SimulatedPlaces.Bucket(root, new Uri(server), given["bucket"], new BasicAWSCredentials(given["key"], given["secret"]))
            : SimulatedPlaces.Folder(root);
    }

    private static async Task RunAsync(SimulatedPlace place, int devices, string model, TimeSpan idle, TimeSpan pace, TextWriter output, CancellationToken cancelled)
    {
        await using SimulatedFleet fleet = await SimulatedFleet.StartAsync(place, devices, new DevicePace { Polls = pace, Heartbeats = pace }, cancelled);
        await DeployAsync(fleet, "first", new SimulatedBehaviour(1, Latency: TimeSpan.FromMilliseconds(40)), [100], output, cancelled);
        SimulatedBehaviour second = new(2, model != "fails", model != "errs", TimeSpan.FromMilliseconds(model == "slow" ? 400 : 40));
        await DeployAsync(fleet, "second", second, [1, 10, 100], output, cancelled);
        await output.WriteLineAsync($"serving: {string.Join(", ", fleet.Versions().Select(static pair => $"version {pair.Key} on {pair.Value}"))}");

        RequestCounts before = fleet.Requests.Snapshot();
        using (CancellationTokenSource rest = CancellationTokenSource.CreateLinkedTokenSource(cancelled))
        {
            rest.CancelAfter(idle / AcceleratedScheduler.Clock.Factor);
            TaskCompletionSource over = new();
            await using (rest.Token.Register(over.SetResult))
            {
                await over.Task;
            }
        }

        double days = idle.TotalDays * devices;
        RequestCounts cost = fleet.Requests.Since(before);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"idle, a poll and a heartbeat every {pace.TotalMinutes} min, per device and day: {cost.Gets / days:F1} GET, {cost.Puts / days:F1} PUT, {cost.Lists / days:F1} LIST, {cost.Bytes / days / 1024:F1} KiB"));
    }

    private static async Task DeployAsync(
        SimulatedFleet fleet, string name, SimulatedBehaviour model, int[] percents, TextWriter output, CancellationToken cancelled)
    {
        long begin = Stopwatch.GetTimestamp();
        RequestCounts before = fleet.Requests.Snapshot();
        DesiredStage[] stages = [.. percents.Select(static percent => new DesiredStage
        {
            Name = $"{percent}-percent",
            Selection = new DeviceSelection.Percentage(percent),
            ErrorThreshold = new ErrorThreshold(3, null),
        })];
        await fleet.DeployAsync(name, model.Version.ToString(CultureInfo.InvariantCulture), SimulatedPackages.Good(model), [.. stages], cancelled);
        DesiredDeployment ended = await fleet.WatchAsync(name, cancelled);
        RequestCounts cost = fleet.Requests.Since(before);
        await output.WriteLineAsync($"{name}: {string.Join(", ", ended.Stages.Select(static stage => $"{stage.Name} {stage.State} ({stage.Reason})"))}");
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"  {Stopwatch.GetElapsedTime(begin).TotalSeconds:F0} s here, {(Stopwatch.GetElapsedTime(begin) * AcceleratedScheduler.Clock.Factor).TotalMinutes:F0} min of the fleet; requests {cost.Gets} GET, {cost.Puts} PUT, {cost.Lists} LIST"));
    }
}
