using System.Globalization;
using EdgeActors.Benchmarks.Serving;
using EdgeActors.Benchmarks.SlowSync;
using EdgeActors.Benchmarks.Trouble;
using EdgeActors.Protocol.Client;

namespace EdgeActors.Benchmarks.Capture;

/// <summary>
/// Durable captures per second beside raw SQLite inserts in the same run, what each costs, and what a steady stream of captures does to predictions.
/// </summary>
internal static class CaptureBenchmark
{
    /// <summary>The reference, and the name of its load.</summary>
    public const string Raw = "raw inserts, as many rows to a transaction as clients";

    public const string Callers = "captures, callers at the buffer";
    public const string Empty = "calls through the socket that do nothing";
    public const string Socket = "captures through the socket";
    public const string Library = "captures through the socket, clients of the C# library";
    public const string Predict = "predictions beside captures";

    public const string Model = "MNIST";
    public const int Clients = 16;
    public const int Bytes = 1024;

    /// <summary>Settings of both agents.</summary>
    public const int BufferSize = 10_000;

    /// <summary>As <see cref="BufferSize"/>.</summary>
    public const int BatchSize = 1000;

    /// <summary>As <see cref="BufferSize"/>: short, since a round waits for what is left when its load ends.</summary>
    public static readonly TimeSpan PushPeriod = TimeSpan.FromSeconds(1);

    /// <summary>A device that captures every prediction of two cameras.</summary>
    public const int SteadyPerSecond = 100;

    private const int SteadyClients = 2;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        if (options.SyncDelay > TimeSpan.Zero && !SlowDisk.IsHere)
        {
            return SlowDisk.RunAgain(options.SyncDelay);
        }

        TimeSpan slice = TimeSpan.FromSeconds(options.Seconds);
        using BenchmarkFolder folder = new("capture-");
        using Server agent = Server.Start(TestBed.Agent, socket => ["run", "-a", socket, "-f", "-c", Config(folder.Path), .. options.AgentWords]);
        using EdgeAgentClient client = new(agent.Socket);
        PredictTarget target = PredictTarget.All[0];
        await target.LoadAsync(client);
        await using InProcess? inner = options.Wants(Callers) ? await InProcess.StartAsync(folder.Path) : null;
        using RawInserts raw = new(Bytes + 100);
        CaptureLoads loads = new(agent, client, inner, raw, slice);
        List<CaptureRound> rounds = [];
        for (int round = 0; round <= options.Rounds; round++)
        {
            Dictionary<string, Measured> measured = [];
            foreach (Load load in loads.All.Where(load => options.Wants(load.Name)))
            {
                measured[load.Name] = await load.MeasureAsync(slice);
            }

            (double alone, double beside) = options.Wants(Predict) ? await PredictAsync(agent.Socket, client, target, slice) : (double.NaN, double.NaN);
            if (round > 0)
            {
                rounds.Add(new CaptureRound(measured, alone, beside));
            }
        }

        await Console.Out.WriteLineAsync(CaptureReport.Of(rounds, options.SyncDelay));
        return 0;
    }

    private static async Task<(double Alone, double Beside)> PredictAsync(string socket, EdgeAgentClient client, PredictTarget target, TimeSpan slice)
    {
        double[] alone = await target.RunAsync(client, slice);
        TimeSpan pause = TimeSpan.FromSeconds((double)SteadyClients / SteadyPerSecond);
        Task steady = CaptureLoad.RunAsync(socket, Model, SteadyClients, Bytes, slice + TimeSpan.FromSeconds(1), pause);
        double[] beside = await target.RunAsync(client, slice);
        await steady;
        return (CaptureRound.At(alone, 50), CaptureRound.At(beside, 50));
    }

    private static string Config(string folder) => CaptureConfig.Write(
        folder,
        ("CaptureDataBufferSize", BufferSize.ToString(CultureInfo.InvariantCulture)),
        ("CaptureDataBatchSize", BatchSize.ToString(CultureInfo.InvariantCulture)),
        ("CaptureDataPushPeriodSeconds", PushPeriod.TotalSeconds.ToString(CultureInfo.InvariantCulture)));
}
