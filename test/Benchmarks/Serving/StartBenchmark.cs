using System.Diagnostics;
using System.Globalization;

namespace EdgeActors.Benchmarks.Serving;

/// <summary>From starting the process to its first right answer, and what it holds in memory when it then idles.</summary>
internal static class StartBenchmark
{
    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        TestBed.Build();
        await Console.Out.WriteLineAsync("| server | first reply after start, ms (median) | idle resident MiB | of it anonymous MiB |");
        await Console.Out.WriteLineAsync("|---|---|---|---|");
        await ReportAsync("C++ reference", Server.Reference, options.Rounds);
        await ReportAsync("edgeactors", () => Server.Agent(options), options.Rounds);
        return 0;
    }

    private static async Task ReportAsync(string name, Func<Server> start, int rounds)
    {
        Scenario mnist = Scenario.All().First();
        List<(double Milliseconds, double Resident, double Anonymous)> seen = [];
        for (int round = 0; round < rounds; round++)
        {
            Stopwatch clock = Stopwatch.StartNew();
            using Server server = start();
            TestBed.Run(
                TestBed.LoadGenerator, "--target", "unix:" + server.Socket, "--load", mnist.Folder, "--model", "m", "--tensor", mnist.Tensors[0], "-c", "1", "-d", "0.001", "--warmup", "0");
            double milliseconds = clock.Elapsed.TotalMilliseconds;
            (double resident, double anonymous) = server.Memory();
            seen.Add((milliseconds, resident, anonymous));
        }

        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Middle(seen.Select(s => s.Milliseconds)):F0} | {Middle(seen.Select(s => s.Resident)):F0} | {Middle(seen.Select(s => s.Anonymous)):F0} |"));
    }

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
