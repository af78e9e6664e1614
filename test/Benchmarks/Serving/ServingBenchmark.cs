using System.Globalization;
using System.Text.Json;

namespace EdgeActors.Benchmarks.Serving;

/// <summary>
/// The agent against the C++ reference server, slice by slice in one run with the same client, so that noise hits both.
/// Ratios are agent over reference.
/// </summary>
internal static class ServingBenchmark
{
    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        TestBed.Build();
        await Console.Out.WriteLineAsync("| load | p50 | p99 | throughput | server CPU per request | agent p50 µs | agent requests/s |");
        await Console.Out.WriteLineAsync("|---|---|---|---|---|---|---|");
        bool failed = false;
        foreach (Scenario scenario in Scenario.All().Where(s => s.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase)))
        {
            failed |= !await MeasureAsync(scenario, options);
        }

        return failed ? 1 : 0;
    }

    private static async Task<bool> MeasureAsync(Scenario scenario, BenchmarkOptions options)
    {
        using Server reference = Server.Reference();
        using Server agent = Server.Agent(options);
        using JsonDocument answer = JsonDocument.Parse(TestBed.Run(TestBed.LoadGenerator, Arguments(scenario, options, reference, agent), scenario.SharedMemory));
        JsonElement[] runs = [.. answer.RootElement.GetProperty("runs").EnumerateArray().Where(r => r.GetProperty("label").GetString() == "B")];
        long faults = runs.Sum(r => r.GetProperty("errors").GetInt64() + r.GetProperty("wrong").GetInt64());
        JsonElement ratio = answer.RootElement.GetProperty("ratio_B_over_A");
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {scenario.Name} | {Median(ratio, "p50")} | {Median(ratio, "p99")} | {Median(ratio, "rps")} | {Median(ratio, "server_cpu")} | {Middle(runs, "p50_us"):F0} | {Middle(runs, "rps"):F0} |"));
        return faults == 0;
    }

    private static string[] Arguments(Scenario scenario, BenchmarkOptions options, Server reference, Server agent)
    {
        string[] arguments =
        [
            "--target", "unix:" + reference.Socket, "--pid", Invariant(reference.Pid),
            "--target2", "unix:" + agent.Socket, "--pid2", Invariant(agent.Pid),
            "--load", scenario.Folder, "--model", "bench", "-c", Invariant(scenario.Clients),
            "-d", Invariant(options.Seconds), "--rounds", Invariant(options.Rounds), "--warmup", "2",
        ];
        return
        [
            .. arguments,
            .. scenario.Tensors.SelectMany(t => (string[])["--tensor", t]),
            .. scenario.Expect is null ? (string[])[] : ["--expect", scenario.Expect],
            .. scenario.SharedMemory ? (string[])["--shm"] : [],
        ];
    }

    private static string Median(JsonElement ratios, string name)
    {
        JsonElement ratio = ratios.EnumerateObject().First(p => p.Name.StartsWith(name, StringComparison.Ordinal)).Value;
        return ratio.GetProperty("median").GetDouble().ToString("F2", CultureInfo.InvariantCulture);
    }

    private static double Middle(JsonElement[] runs, string name) => runs.Select(r => r.GetProperty(name).GetDouble()).Order().ElementAt(runs.Length / 2);

    private static string Invariant<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
