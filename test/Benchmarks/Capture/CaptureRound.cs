using EdgeActors.Benchmarks.Serving;

namespace EdgeActors.Benchmarks.Capture;

/// <summary>What one slice of one kind of load measured.</summary>
/// <param name="PerSecond">How many were done.</param>
/// <param name="Sorted">Microseconds of each, in order; empty when nobody took them.</param>
/// <param name="Work">Microseconds of processor time for each where the work is done, until the last was in the sink.</param>
/// <param name="Client">Microseconds of processor time for each in its client; 0 when that is no process of its own.</param>
/// <param name="Behind">Time after the slice until the last was in the sink.</param>
internal sealed record Measured(double PerSecond, double[] Sorted, double Work, double Client, TimeSpan Behind)
{
    public double At(int percent) => Sorted.Length == 0 ? double.NaN : CaptureRound.At(Sorted, percent);
}

/// <summary>What one round measured.</summary>
/// <param name="Loads">By the kind of load.</param>
/// <param name="Alone">p50 of Predict in microseconds.</param>
/// <param name="Beside">p50 of Predict beside captures.</param>
internal sealed record CaptureRound(Dictionary<string, Measured> Loads, double Alone, double Beside)
{
    /// <summary>What captures do to Predict.</summary>
    public double Predict => Beside / Alone;

    /// <summary>A load over the raw inserts of the same round.</summary>
    public double Ratio(string load) =>
        Loads.TryGetValue(CaptureBenchmark.Raw, out Measured? raw) ? Loads[load].PerSecond / raw.PerSecond : double.NaN;

    public static double At(double[] sorted, int percent) => sorted[sorted.Length * percent / 100];
}

/// <summary>One kind of load.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Agent">Where the work is done; null for this process.</param>
/// <param name="Run">Gives how many were done, and the microseconds of each if known.</param>
/// <param name="Settle">Ends when all are in the sink.</param>
internal sealed record Load(string Name, Server? Agent, Func<Task<(long Count, double[] Sorted)>> Run, Func<Task> Settle)
{
    /// <summary>Measures one slice.</summary>
    public async Task<Measured> MeasureAsync(TimeSpan slice)
    {
        (TimeSpan there, TimeSpan here) = (Agent?.Processor ?? default, Environment.CpuUsage.TotalTime);
        (long count, double[] sorted) = await Run();
        TimeSpan client = Environment.CpuUsage.TotalTime - here;
        long end = TimeProvider.System.GetTimestamp();
        await Settle();
        TimeSpan behind = TimeProvider.System.GetElapsedTime(end);
        TimeSpan work = Agent is null ? Environment.CpuUsage.TotalTime - here : Agent.Processor - there;
        return new Measured(
            count / slice.TotalSeconds, sorted, work.TotalMicroseconds / count, Agent is null ? 0 : client.TotalMicroseconds / count, behind);
    }
}
