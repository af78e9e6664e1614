using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EdgeActors.Specs.Agents;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace EdgeActors.Specs.PowerLoss;

/// <summary>C1: the power fails at any moment of a recorded run; what was acknowledged is stored once, and nothing is damaged.</summary>
public sealed class PowerCutSpecs(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 20240427;
    private const int ControlStates = 100;

    // Most of a recovery is waiting for threads to hand over.
    private const int AtOnce = 12;

    // The whole enumeration takes minutes; set the variable to a high number for all.
    private static readonly int States = int.Parse(Environment.GetEnvironmentVariable("EDGEACTORS_CRASH_STATES") ?? "1600", CultureInfo.InvariantCulture);

    private readonly string _scratch = Directory.CreateDirectory(
        Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"power-{Environment.ProcessId}")).FullName;

    [NeedsFact(Needs.Linux, Needs.Strace)]
    public async Task Nothing_acknowledged_is_lost_whenever_the_power_fails()
    {
        string root = Path.Combine(_scratch, "run");
        IReadOnlyList<DiskEvent> run = await RecordAsync(root);

        (int all, int states, string[] wrong) = await JudgeAsync(run, root, States);

        output.WriteLine($"seed {Seed}: {run.Count} events, {all} distinct states, {states} of them recovered, {wrong.Length} wrong");
        Assert.InRange(states, 1_500, int.MaxValue);
        Assert.True(wrong.Length == 0, string.Join('\n', wrong.Take(10)));

        await ControlAsync("the log is not synced at commits, as with synchronous NORMAL", WithoutLogSyncs(run), root);
        await ControlAsync("the spool's and the sink's folders are not synced", WithoutFolderSyncs(run), root);
    }

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    private static async Task<IReadOnlyList<DiskEvent>> RecordAsync(string root)
    {
        IReadOnlyList<DiskEvent> run = await RecordedRun.OfAsync(root, Path.Combine(AppContext.BaseDirectory, "Durability.Specs"), "workload", root);
        Assert.InRange(run.OfType<DiskEvent.Acknowledged>().Count(), 25, int.MaxValue);
        Assert.Contains(run, e => e is DiskEvent.Renamed { To: var sealedBatch } && sealedBatch.EndsWith(".batch", StringComparison.Ordinal));
        Assert.Contains(run, e => e is DiskEvent.Renamed { To: var spooled } && spooled.EndsWith(".capture", StringComparison.Ordinal));
        Assert.NotEqual(0, Number(root, "snapshots.db", "SELECT COUNT(*) FROM snapshot"));
        Assert.InRange(Number(root, "journal.db", "SELECT MIN(sequence_nr) FROM event_journal"), 2, long.MaxValue);
        return run;
    }

    [SuppressMessage("Security", "CA2100", Justification = "constants of this class")]
    private static long Number(string root, string file, string query)
    {
        string path = Path.Combine(CaptureStack.DataRoot(root), "db", file);
        using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }

    private async Task ControlAsync(string what, DiskEvent[] run, string root)
    {
        (_, int states, string[] wrong) = await JudgeAsync(run, root, ControlStates);

        output.WriteLine($"control, {what}: {wrong.Length} of {states} states are wrong, e.g. {wrong.FirstOrDefault()}");
        Assert.NotEmpty(wrong);
    }

    // Spread over the run: of many states every n-th is taken.
    private async Task<(int All, int Judged, string[] Wrong)> JudgeAsync(IReadOnlyList<DiskEvent> run, string root, int most)
    {
        int all = CrashStates.Of(run, Seed).Count();
        ConcurrentBag<string> wrong = [];
        int judged = 0;
        Recovery recovery = new(root, _scratch);
        await Parallel.ForEachAsync(
            CrashStates.Of(run, Seed).Where((_, n) => all <= most || (long)n * most / all != (n + 1L) * most / all),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (state, _) =>
            {
                if (await recovery.FaultAsync(state, Interlocked.Increment(ref judged)) is { } fault)
                {
                    wrong.Add(fault);
                }
            });
        return (all, judged, [.. wrong.Order(StringComparer.Ordinal)]);
    }

    // With NORMAL, SQLite syncs the log only before a checkpoint copies it into the database. An acknowledgement never waits for that.
    private static DiskEvent[] WithoutLogSyncs(IReadOnlyList<DiskEvent> run) =>
    [
        .. run.Where((happened, at) => happened is not DiskEvent.Synced { Path: var path } || !path.EndsWith("-wal", StringComparison.Ordinal)
            || run.Skip(at + 1).FirstOrDefault(next => next is DiskEvent.Written or DiskEvent.Acknowledged)
                is DiskEvent.Written { Path: var next } && next.EndsWith("journal.db", StringComparison.Ordinal)),
    ];

    private static DiskEvent[] WithoutFolderSyncs(IReadOnlyList<DiskEvent> run)
    {
        HashSet<string> folders = [.. run.OfType<DiskEvent.Renamed>().Select(renamed => Path.GetDirectoryName(renamed.To)!)];
        return [.. run.Where(happened => happened is not DiskEvent.Synced { Path: var path } || !folders.Contains(path))];
    }
}
