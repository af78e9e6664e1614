using EdgeActors.Benchmarks;
using EdgeActors.Benchmarks.Capture;
using EdgeActors.Benchmarks.Core;
using EdgeActors.Benchmarks.Journal;
using EdgeActors.Benchmarks.Serving;
using EdgeActors.Benchmarks.Trouble;

// dotnet run -c Release --project test/Benchmarks -- serving|start|capture|full|keys|core|journal [--seconds N] [--rounds N] [--only TEXT] [--sync-delay MS] [--agent "OPTIONS"]
string what = args.FirstOrDefault() ?? "help";
BenchmarkOptions options = BenchmarkOptions.Parse(args.Skip(1));
switch (what)
{
    case "serving":
        return await ServingBenchmark.RunAsync(options);
    case "start":
        return await StartBenchmark.RunAsync(options);
    case "capture":
        return await CaptureBenchmark.RunAsync(options);
    case "full":
        return await FullBufferBenchmark.RunAsync(options);
    case "keys":
        return await KeysBenchmark.RunAsync(options);
    case "core":
        return await ActorCoreBenchmark.RunAsync(options);
    case "journal":
        return await JournalBenchmark.RunAsync(options);
    default:
        await Console.Error.WriteLineAsync("usage: serving | start | capture | full | keys | core | journal, with --seconds N, --rounds N, --only TEXT, --sync-delay MS, --agent \"OPTIONS\"");
        return 2;
}
