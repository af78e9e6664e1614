using System.Diagnostics;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.S3Double.Faults;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Cloud;

/// <summary>C7: what the server refuses for good holds up nothing else and takes no room for ever.</summary>
public class PoisonSpecs(ITestOutputHelper output)
{
    private const string Poison = "poison";
    private const int Captures = 600;

    [NeedsFact(Needs.Linux)]
    public async Task A_refused_capture_ends_as_failure_while_others_drain_at_full_rate()
    {
        await using CloudDevice cloud = await CloudDevice.WithDoubleAsync();
        cloud.Server!.Faults.Always(S3Fault.AccessDenied(), $"sme-capture/{CaptureDevice.Fleet}/{Poison}/");
        CaptureLoad load = Capturing.NewLoad();
        await using AgentProcess agent = await cloud.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        await client.LoadModelAsync(new LoadModelRequest { Name = Poison, Url = cloud.Device.ModelFolder }, Capturing.Patience);

        TimeSpan without = await DrainAsync(cloud, agent, load, Captures);
        await client.CaptureDataAsync(CaptureContent.Request(Poison, Poison, 150_000), Capturing.Patience, CancellationToken.None);
        TimeSpan with = await DrainAsync(cloud, agent, load, 2 * Captures);
        await CaptureUntilGivenUpAsync(client, load);

        await cloud.Device.DrainedAsync(agent, load.Acknowledged.Keys);
        output.WriteLine($"{Captures} captures drained in {without.TotalSeconds:F1} s without and {with.TotalSeconds:F1} s with the poison");
        Assert.InRange(with, TimeSpan.Zero, (2 * without) + TimeSpan.FromSeconds(3));
        Assert.DoesNotContain(cloud.Server.Objects(), o => o.Key.Contains(Poison, StringComparison.Ordinal));
        cloud.Books().MustBalance(load.Acknowledged);
        await Capturing.UntilAsync(() => Task.FromResult(cloud.Device.Spooled("captures") + cloud.Device.Spooled("batches") == 0));
    }

    // A refusal counts only when others are taken meanwhile.
    private static Task CaptureUntilGivenUpAsync(EdgeAgentClient client, CaptureLoad load) => Capturing.UntilAsync(async () =>
    {
        await load.RunAsync(client, "more", 1, load.Acknowledged.Count + 1, CancellationToken.None);
        return await CaptureDevice.StatusAsync(client, Poison) == CaptureDataStatus.Failure;
    });

    private static async Task<TimeSpan> DrainAsync(CloudDevice cloud, AgentProcess agent, CaptureLoad load, int count)
    {
        long start = Stopwatch.GetTimestamp();
        await agent.CaptureAsync(load, count);
        await cloud.Device.DrainedAsync(agent, load.Acknowledged.Keys);
        return Stopwatch.GetElapsedTime(start);
    }
}
