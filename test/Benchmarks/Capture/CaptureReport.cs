using System.Globalization;

namespace EdgeActors.Benchmarks.Capture;

/// <summary>The table of docs/performance.md.</summary>
internal static class CaptureReport
{
    public static string Of(List<CaptureRound> rounds, TimeSpan syncDelay)
    {
        IEnumerable<string> lines = rounds[0].Loads.Keys.Select(load => Line(rounds, load));
        return string.Create(CultureInfo.InvariantCulture, $"""
            Medians of {rounds.Count}; {CaptureBenchmark.Clients} clients, {CaptureBenchmark.Bytes} bytes; every fsync takes {syncDelay.TotalMilliseconds} ms more than the disk's.

            | what | per second | of raw (least to most) | p50 µs | p99 µs | processor µs each | client's µs each | s behind |
            |---|---|---|---|---|---|---|---|
            {string.Join('\n', lines)}

            Predict p50 beside {CaptureBenchmark.SteadyPerSecond} captures/s over p50 alone: {Median(rounds, r => r.Predict):F2} ({rounds.Min(r => r.Predict):F2} to {rounds.Max(r => r.Predict):F2}), {Median(rounds, r => r.Beside):F0} over {Median(rounds, r => r.Alone):F0} µs
            """);
    }

    private static string Line(List<CaptureRound> rounds, string load)
    {
        double Middle(Func<Measured, double> of) => Median(rounds, round => of(round.Loads[load]));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {load} | {Middle(m => m.PerSecond):F0} | {Median(rounds, r => r.Ratio(load)):F2} ({rounds.Min(r => r.Ratio(load)):F2} to {rounds.Max(r => r.Ratio(load)):F2}) | {Middle(m => m.At(50)):F0} | {Middle(m => m.At(99)):F0} | {Middle(m => m.Work):F0} | {Middle(m => m.Client):F0} | {Middle(m => m.Behind.TotalSeconds):F2} |");
    }

    private static double Median(List<CaptureRound> rounds, Func<CaptureRound, double> of) => rounds.Select(of).Order().ElementAt(rounds.Count / 2);
}
