using System.Diagnostics;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Killing;

/// <summary>C2: the process is killed at random moments under load; what it promised is in the sink, once.</summary>
public class KillSpecs(ITestOutputHelper output)
{
    private const int Clients = 8;
    private static readonly int Cycles = int.Parse(Environment.GetEnvironmentVariable("EDGEACTORS_KILL_CYCLES") ?? "30");

    [NeedsFact(Needs.Linux)]
    public async Task Nothing_acknowledged_is_lost_or_doubled_on_disk()
    {
        const int seed = 20240426;
        Random random = new(seed);
        using CaptureDevice device = new();
        CaptureLoad load = new(CaptureDevice.Model, CaptureContent.MixedSize);
        TimeSpan slowest = TimeSpan.Zero;
        for (int cycle = 0; cycle < Cycles; cycle++)
        {
            long start = Stopwatch.GetTimestamp();
            AgentProcess agent = await device.StartAsync();
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
            TimeSpan life = TimeSpan.FromMilliseconds(random.Next(20, 600));
            await Task.WhenAll(LoadAsync(agent, load, $"c{cycle}"), Task.Delay(life).ContinueWith(_ => agent.Kill(), TaskScheduler.Default));
        }

        await using AgentProcess last = await device.StartAsync();
        await device.DrainedAsync(last, load.Acknowledged.Keys);

        output.WriteLine(
            $"seed {seed}, {Cycles} kills, {load.Acknowledged.Count} acknowledged, slowest start {slowest.TotalMilliseconds:F0} ms, " +
            $"refusals {string.Join(", ", load.Refusals)}");
        Assert.NotEmpty(load.Acknowledged);
        SinkBooks.Of(device.CaptureRoot).MustBalance(load.Acknowledged);
    }

    private static async Task LoadAsync(AgentProcess agent, CaptureLoad load, string prefix)
    {
        using EdgeAgentClient client = agent.Connect();
        await load.RunAsync(client, prefix, Clients, int.MaxValue, CancellationToken.None);
    }
}
