using System.Diagnostics;
using System.Globalization;
using EdgeActors.Benchmarks.Serving;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using Google.Protobuf;

namespace EdgeActors.Benchmarks.Capture;

/// <summary>
/// Durable captures per second through the socket beside raw SQLite inserts in the same run, their latency, and what a steady stream of
/// captures does to predictions.
/// </summary>
internal static class CaptureBenchmark
{
    private const string Model = "mnist";
    private const int Clients = 16;
    private const int Bytes = 1024;

    /// <summary>Settings of both agents.</summary>
    public const int BufferSize = 10_000;

    /// <summary>As <see cref="BufferSize"/>.</summary>
    public const int BatchSize = 1000;

    // A device that captures every prediction of two cameras.
    private const int SteadyClients = 2;
    private static readonly TimeSpan SteadyPause = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        TimeSpan slice = TimeSpan.FromSeconds(options.Seconds);
        string folder = Directory.CreateTempSubdirectory("capture-").FullName;
        using Server agent = Server.Start(TestBed.Agent, socket => ["run", "-a", socket, "-f", "-c", Config(folder), .. options.AgentWords]);
        using EdgeAgentClient client = new(agent.Socket);
        await client.LoadModelAsync(new LoadModelRequest { Name = Model, Url = Path.Combine(TestBed.Models, "nets", "mnist") });
        await using InProcess inner = await InProcess.StartAsync(folder);
        using RawInserts raw = new(Bytes + 100);
        List<CaptureRound> rounds = [];
        for (int round = 0; round <= options.Rounds; round++)
        {
            double before = raw.Run(slice, Clients);
            double[] direct = await inner.RunAsync(Clients, Bytes, slice);
            TimeSpan idle = agent.Processor;
            (double[] times, long refused) = await CaptureLoad.RunAsync(agent.Socket, Model, Clients, Bytes, slice, TimeSpan.Zero);
            TimeSpan busy = agent.Processor - idle;
            // Before and after, since the machine's mood changes within a round.
            double rows = (before + raw.Run(slice, Clients)) / 2;
            double alone = await PredictP50Async(client, slice);
            Task<(double[], long)> steady = CaptureLoad.RunAsync(agent.Socket, Model, SteadyClients, Bytes, slice + TimeSpan.FromSeconds(1), SteadyPause);
            double beside = await PredictP50Async(client, slice);
            await steady;
            if (round > 0)
            {
                rounds.Add(new CaptureRound(rows, direct, times, refused, busy, slice, beside / alone));
            }
        }

        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            | what, median of {rounds.Count} | per second | of raw | p50 µs | p99 µs |
            |---|---|---|---|---|
            | raw inserts, {Clients} rows of {Bytes} bytes per transaction | {Median(rounds, r => r.Raw):F0} | 1 | | |
            | {Clients} callers at the buffer, {Bytes} bytes | {Median(rounds, r => r.Inner):F0} | {Median(rounds, r => r.Inner / r.Raw):F2} | {Median(rounds, r => CaptureRound.At(r.Direct, 50)):F0} | {Median(rounds, r => CaptureRound.At(r.Direct, 99)):F0} |
            | {Clients} clients through the socket | {Median(rounds, r => r.Outer):F0} | {Median(rounds, r => r.Outer / r.Raw):F2} | {Median(rounds, r => CaptureRound.At(r.Times, 50)):F0} | {Median(rounds, r => CaptureRound.At(r.Times, 99)):F0} |

            Through the socket: ratios {string.Join(", ", rounds.Select(r => (r.Outer / r.Raw).ToString("F2", CultureInfo.InvariantCulture)))}; {rounds.Sum(r => r.Refused)} told to come back; {Median(rounds, r => r.Busy.TotalMicroseconds / r.Times.Length):F0} µs of the agent's processor time each.
            Predict p50 beside 100 captures/s over p50 alone: {Median(rounds, r => r.Predict):F2}
            """));
        return 0;
    }

    private static async Task<double> PredictP50Async(EdgeAgentClient client, TimeSpan slice)
    {
        TensorMetadata metadata = new() { Name = ByteString.CopyFromUtf8("Input3"), DataType = DataType.Float32, Shape = { 1, 1, 28, 28 } };
        PredictRequest request = new()
        {
            Name = Model,
            Tensors = { new Tensor { TensorMetadata = metadata, ByteData = ByteString.CopyFrom(new byte[28 * 28 * sizeof(float)]) } },
        };
        List<double> microseconds = [];
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < slice)
        {
            long start = Stopwatch.GetTimestamp();
            await client.PredictAsync(request);
            microseconds.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return microseconds.Order().ElementAt(microseconds.Count / 2);
    }

    private static string Config(string folder) => CaptureConfig.Write(
        folder,
        ("CaptureDataBufferSize", BufferSize.ToString(CultureInfo.InvariantCulture)),
        ("CaptureDataBatchSize", BatchSize.ToString(CultureInfo.InvariantCulture)));

    private static double Median<T>(List<T> values, Func<T, double> of) => values.Select(of).Order().ElementAt(values.Count / 2);
}
