using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
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

    // A device that captures every prediction of two cameras.
    private const int SteadyClients = 2;
    private static readonly TimeSpan SteadyPause = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        TimeSpan slice = TimeSpan.FromSeconds(options.Seconds);
        string folder = Directory.CreateTempSubdirectory("capture-").FullName;
        using Server agent = Server.Start(TestBed.Agent, socket => ["run", "-a", socket, "-f", "-c", Config(folder), .. Words(options.Agent)]);
        using EdgeAgentClient client = new(agent.Socket);
        await client.LoadModelAsync(new LoadModelRequest { Name = Model, Url = Path.Combine(TestBed.Models, "nets", "mnist") });
        using RawInserts raw = new(Bytes + 100);
        List<(double Raw, double Captures, double P50, double P99)> rates = [];
        List<(double Alone, double Beside)> predictions = [];
        for (int round = 0; round <= options.Rounds; round++)
        {
            double rows = raw.Run(slice, Clients);
            (double[] times, long _) = await CaptureLoad.RunAsync(agent.Socket, Model, Clients, Bytes, slice, TimeSpan.Zero);
            double alone = await PredictP50Async(client, slice);
            Task<(double[], long)> steady = CaptureLoad.RunAsync(agent.Socket, Model, SteadyClients, Bytes, slice + TimeSpan.FromSeconds(1), SteadyPause);
            double beside = await PredictP50Async(client, slice);
            await steady;
            if (round > 0)
            {
                rates.Add((rows, times.Length / slice.TotalSeconds, times[times.Length / 2], times[times.Length * 99 / 100]));
                predictions.Add((alone, beside));
            }
        }

        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            | what | figure |
            |---|---|
            | raw inserts, {Clients} rows of {Bytes} bytes per transaction | {Median(rates, r => r.Raw):F0} rows/s |
            | durable captures, {Clients} clients, {Bytes} bytes | {Median(rates, r => r.Captures):F0} /s, {Median(rates, r => r.Captures / r.Raw):F2} of raw |
            | CaptureData at that load | p50 {Median(rates, r => r.P50):F0} µs, p99 {Median(rates, r => r.P99):F0} µs |
            | Predict p50 beside 100 captures/s over p50 alone | {Median(predictions, p => p.Beside / p.Alone):F2} |
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

    private static string Config(string folder)
    {
        string path = Path.Combine(folder, "config.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["DeviceFleetName"] = "bench",
            ["sagemaker_edge_core_device_name"] = "bench-1",
            ["CaptureDataDestination"] = "Disk",
            ["CaptureDataDiskPath"] = Path.Combine(folder, "capture"),
            ["LocalDataRootPath"] = Path.Combine(folder, "data"),
            ["DbEnable"] = "true",
            ["CaptureDataBufferSize"] = "10000",
            ["CaptureDataBatchSize"] = "1000",
        }));
        return path;
    }

    private static string[] Words(string options) => options.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static double Median<T>(List<T> values, Func<T, double> of) => values.Select(of).Order().ElementAt(values.Count / 2);
}
