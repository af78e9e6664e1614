using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sqlite;

namespace EdgeActors.Benchmarks.Journal;

/// <summary>
/// Durable events per second of sixteen callers, each of which waits for its answer, beside bare inserts in transactions of sixteen with the same
/// settings: a group can never be larger than that, so the comparison flatters the bare inserts.
/// </summary>
internal static class JournalBenchmark
{
    private const int Callers = 16;
    private const int EventBytes = 1024;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        using BenchmarkFolder folder = new("journal-bench-");
        List<(double One, double Many, double Raw)> rounds = [];
        for (int round = 0; round <= options.Rounds; round++)
        {
            string here = Path.Combine(folder.Path, round.ToString(CultureInfo.InvariantCulture));
            Directory.CreateDirectory(here);
            double one = await ActorsAsync(Path.Combine(here, "one.db"), 1, options.Seconds);
            double raw = BareInserts.PerSecond(Path.Combine(here, "raw.db"), Callers, EventBytes, options.Seconds);
            double many = await ActorsAsync(Path.Combine(here, "many.db"), Callers, options.Seconds);
            Directory.Delete(here, recursive: true);
            if (round > 0)
            {
                rounds.Add((one, many, raw));
            }
        }

        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            | what | events/s, median of {rounds.Count} | of bare inserts |
            |---|---|---|
            | bare inserts, {Callers} of {EventBytes} B per transaction | {Median(rounds, r => r.Raw):F0} | 1 |
            | {Callers} callers, one persistent actor (PersistAsync) | {Median(rounds, r => r.One):F0} | {Median(rounds, r => r.One / r.Raw):F2} |
            | {Callers} callers, a persistent actor each (Persist) | {Median(rounds, r => r.Many):F0} | {Median(rounds, r => r.Many / r.Raw):F2} |
            """));
        return 0;
    }

    private static double Median<T>(IEnumerable<T> rounds, Func<T, double> figure)
    {
        double[] sorted = [.. rounds.Select(figure).Order()];
        return sorted[sorted.Length / 2];
    }

    private static async Task<double> ActorsAsync(string file, int actors, double seconds)
    {
        using ActorSystem system = ActorSystem.Create("bench", ConfigurationFactory.ParseString($$"""
            akka.persistence.snapshot-store.plugin = "akka.persistence.no-snapshot-store"
            akka.persistence.journal.sqlite {
              connection-string = "Data Source={{file}}"
              auto-initialize = on
            }
            """).WithFallback(SqlitePersistence.DefaultConfiguration()));
        IActorRef[] keepers = [.. Enumerable.Range(0, actors)
            .Select(n => system.ActorOf(Props.Create(() => new Keeper(FormattableString.Invariant($"keeper-{n}"), actors == 1))))];
        await Task.WhenAll(keepers.Select(keeper => keeper.Ask<string>(new byte[EventBytes], CancellationToken.None)));

        Stopwatch clock = Stopwatch.StartNew();
        int[] counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(n => CallAsync(keepers[n % actors], clock, seconds)));
        double rate = counts.Sum() / clock.Elapsed.TotalSeconds;
        await system.Terminate();
        return rate;
    }

    private static async Task<int> CallAsync(IActorRef keeper, Stopwatch clock, double seconds)
    {
        int count = 0;
        for (; clock.Elapsed.TotalSeconds < seconds; count++)
        {
            await keeper.Ask<string>(new byte[EventBytes], CancellationToken.None);
        }

        return count;
    }

    private sealed class Keeper : ReceivePersistentActor
    {
        public Keeper(string id, bool isShared)
        {
            PersistenceId = id;
            Recover<byte[]>(_ => { });
            Command<byte[]>(bytes =>
            {
                if (isShared)
                {
                    PersistAsync(bytes, _ => Sender.Tell("stored"));
                }
                else
                {
                    Persist(bytes, _ => Sender.Tell("stored"));
                }
            });
        }

        public override string PersistenceId { get; }
    }
}
