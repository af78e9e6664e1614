using System.Diagnostics;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Killing;

/// <summary>Agents that are killed at random moments under load, one after the other.</summary>
/// <param name="load">The clients, who outlive the agents.</param>
/// <param name="seed">Of the moments.</param>
internal sealed class KillCycles(CaptureLoad load, int seed)
{
    private const int Clients = 8;
    private readonly Random _random = new(seed);
    private TimeSpan _slowest;

    /// <summary>How often to kill at each sink, from the environment: 15 when it says nothing, 30 for both.</summary>
    public static int Count { get; } = int.Parse(Environment.GetEnvironmentVariable("EDGEACTORS_KILL_CYCLES") ?? "15");

    public async Task RunAsync(int cycles, Func<Task<AgentProcess>> startAsync)
    {
        for (int cycle = 0; cycle < cycles; cycle++)
        {
            long start = Stopwatch.GetTimestamp();
            AgentProcess agent = await startAsync();
            _slowest = TimeSpan.FromTicks(Math.Max(_slowest.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
            TimeSpan life = TimeSpan.FromMilliseconds(_random.Next(20, 600));
            await Task.WhenAll(LoadAsync(agent, $"c{cycle}"), Task.Delay(life).ContinueWith(_ => agent.Kill(), TaskScheduler.Default));
        }
    }

    /// <summary>The figures of a run.</summary>
    public override string ToString() =>
        $"seed {seed}, {load.Acknowledged.Count} acknowledged, slowest start {_slowest.TotalMilliseconds:F0} ms, refusals {string.Join(", ", load.Refusals)}";

    private async Task LoadAsync(AgentProcess agent, string prefix)
    {
        using EdgeAgentClient client = agent.Connect();
        await load.RunAsync(client, prefix, Clients, int.MaxValue, CancellationToken.None);
    }
}
