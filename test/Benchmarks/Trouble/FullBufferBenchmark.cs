using EdgeActors.Benchmarks.Capture;
using EdgeActors.Benchmarks.Serving;
using EdgeActors.Protocol.Client;

namespace EdgeActors.Benchmarks.Trouble;

/// <summary>
/// What a full capture buffer does to predictions: the capture folder takes nothing, the spool is at its budget, and sixteen clients are refused and
/// come back. In between the folder takes everything again, and nobody captures.
/// </summary>
internal static class FullBufferBenchmark
{
    private const int Small = 1_024;
    private const int Large = 150_000;

    private static readonly (string Name, int Bytes, TimeSpan? Pause)[] Loads =
    [
        ("1 kB, clients wait as told", Small, null),
        ("150 kB, clients wait as told", Large, null),
        ("1 kB, clients come back after 20 ms", Small, TimeSpan.FromMilliseconds(20)),
        ("150 kB, clients come back after 20 ms", Large, TimeSpan.FromMilliseconds(20)),
    ];

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        using BenchmarkFolder folder = new("full-");
        string config = CaptureConfig.Write(
            folder.Path,
            ("edgeactors_spool_budget", "2M"),
            ("CaptureDataBufferSize", "256"),
            ("CaptureDataBatchSize", "64"),
            ("CaptureDataPushPeriodSeconds", "1"));
        using Server agent = Server.Start(TestBed.Agent, socket => ["run", "-a", socket, "-f", "-c", config, .. options.AgentWords]);
        using EdgeAgentClient client = new(agent.Socket);
        TimeSpan slice = TimeSpan.FromSeconds(options.Seconds);
        string captures = CaptureConfig.CaptureFolder(folder.Path);
        await Console.Out.WriteLineAsync(Pairs.Head);
        foreach (PredictTarget target in PredictTarget.All)
        {
            await target.LoadAsync(client);
            foreach ((string load, int bytes, TimeSpan? pause) in Loads.Where(l => options.Wants($"{target.Name} {l.Name}")))
            {
                await using FullBuffer buffer = new(agent.Socket, target.Name, captures, bytes, pause);
                Pairs pairs = await Pairs.MeasureAsync(
                    options.Rounds,
                    async () =>
                    {
                        await buffer.EmptyAsync(client);
                        return await target.RunAsync(client, slice);
                    },
                    async () =>
                    {
                        await buffer.FillAsync();
                        return await target.RunAsync(client, slice);
                    });
                await Console.Out.WriteLineAsync(pairs.Row(target.Name, "a full buffer, " + load));
                await buffer.EmptyAsync(client);
            }
        }

        string model = PredictTarget.All[0].Name;
        await PrintCostsAsync(new RefusalCosts(agent, model, slice), client, bytes => new FullBuffer(agent.Socket, model, captures, bytes, null));
        return 0;
    }

    private static async Task PrintCostsAsync(RefusalCosts costs, EdgeAgentClient client, Func<int, FullBuffer> fill)
    {
        await Console.Out.WriteLineAsync("\n| call | µs of the agent's processor time |\n|---|---|");
        await using (FullBuffer places = fill(Small))
        {
            await places.FillAsync();
            await Console.Out.WriteLineAsync(await costs.StatusAsync());
            await Console.Out.WriteLineAsync(await costs.CaptureAsync("1 kB, refused for want of a place", Small));
            await Console.Out.WriteLineAsync(await costs.CaptureAsync("150 kB, refused for want of a place", Large));
            await places.EmptyAsync(client);
        }

        await using FullBuffer spool = fill(Large);
        await spool.FillAsync();
        await Console.Out.WriteLineAsync(await costs.CaptureAsync("150 kB, refused for want of room in the spool", Large));
        await spool.EmptyAsync(client);
    }
}
