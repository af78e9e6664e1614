using System.Diagnostics;
using System.Globalization;
using Akka.Actor;

namespace EdgeActors.Benchmarks.Core;

/// <summary>Message throughput of one actor and the latency of Ask, in-process.</summary>
internal static class ActorCoreBenchmark
{
    private const int Messages = 2_000_000;
    private const int Asks = 100_000;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        using ActorSystem system = ActorSystem.Create("bench");
        List<double> rates = [];
        List<double> latencies = [];
        for (int round = 0; round <= options.Rounds; round++)
        {
            double rate = await TellAsync(system);
            double[] asks = await AskAsync(system);
            if (round > 0)
            {
                rates.Add(rate);
                latencies.AddRange(asks);
            }
        }

        rates.Sort();
        latencies.Sort();
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            | what | figure |
            |---|---|
            | Tell, one actor, one producer | {rates[rates.Count / 2] / 1e6:F1} M messages/s (median of {rates.Count}, {rates[0] / 1e6:F1} to {rates[^1] / 1e6:F1}) |
            | Ask round trip, one after the other | p50 {latencies[latencies.Count / 2]:F1} µs, p99 {latencies[latencies.Count * 99 / 100]:F1} µs |
            """));
        await system.Terminate();
        return 0;
    }

    private static async Task<double> TellAsync(ActorSystem system)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef counter = system.ActorOf(Props.Create(() => new Counter(Messages, done)));
        object message = new();
        Stopwatch clock = Stopwatch.StartNew();
        for (int i = 0; i < Messages; i++)
        {
            counter.Tell(message, ActorRefs.NoSender);
        }

        await done.Task;
        return Messages / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double[]> AskAsync(ActorSystem system)
    {
        IActorRef echo = system.ActorOf(Props.Create(() => new Echo()));
        double[] microseconds = new double[Asks];
        for (int i = 0; i < Asks; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await echo.Ask<int>(i, CancellationToken.None);
            microseconds[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        return microseconds;
    }

    private sealed class Counter : ReceiveActor
    {
        private int _left;

        public Counter(int messages, TaskCompletionSource done)
        {
            _left = messages;
            ReceiveAny(_ =>
            {
                if (--_left == 0)
                {
                    done.SetResult();
                }
            });
        }
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => Receive<int>(n => Sender.Tell(n));
    }
}
