using System.Diagnostics;
using Akka.Persistence.Sqlite.Damage;
using Akka.Persistence.Sqlite.Journal;
using Microsoft.Data.Sqlite;

namespace Akka.Specs.Persistence.Sqlite.Inside;

public sealed class JournalBudgetSpecs
{
    private const long Budget = 3_100_000;
    private const int SqliteFull = 13;

    [Fact]
    public async Task Sixteen_writers_that_delete_behind_themselves_never_exceed_the_budget_and_lose_nothing()
    {
        using JournalBed bed = new(options => options with { Budget = Budget });
        using SizeWatch watch = new(bed.Folder);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(() => WriteAndDelete(bed, $"writer-{n}", events: 600, keep: 40))));

        for (int n = 0; n < 16; n++)
        {
            Assert.Equal(Enumerable.Range(561, 40).Select(i => (long)i), (await bed.ReadAsync($"writer-{n}")).Select(row => row.SequenceNr));
        }

        Assert.InRange(watch.Most, 1, Budget);
    }

    [Fact]
    public async Task A_full_journal_rejects_writes_opens_within_two_seconds_and_takes_writes_again_after_a_deletion()
    {
        using JournalBed bed = new(options => options with { Budget = Budget });
        using SizeWatch watch = new(bed.Folder);
        List<long> stored = [];
        Exception? rejected = null;
        for (long number = 1; rejected is null; number++)
        {
            rejected = await bed.WriteAsync(JournalBed.Row("a", number));
            stored.AddRange(rejected is null ? [number] : []);
        }

        Assert.Equal(SqliteFull, Assert.IsType<SqliteException>(rejected).SqliteErrorCode);
        Assert.InRange(stored.Count * 1200L, Budget * 6 / 10, Budget);

        Stopwatch clock = Stopwatch.StartNew();
        await bed.Thread.RunAsync(() =>
        {
            bed.Database.Close();
            return true;
        });
        Assert.Null(new DatabaseDoctor(bed.Options, JournalTables.Schema(bed.Options), isJournal: true).Examine());
        Assert.Equal(stored.Count, (await bed.ReadAsync("a")).Count);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));

        await bed.DeleteAsync("a", stored.Count / 2);

        Assert.Null(await bed.WriteAsync(JournalBed.Row("a", stored.Count + 1)));
        Assert.Equal(stored.Skip(stored.Count / 2).Append(stored.Count + 1), (await bed.ReadAsync("a")).Select(row => row.SequenceNr));
        Assert.InRange(watch.Most, 1, Budget);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(4_000)]
    [InlineData(4_200)]
    [InlineData(60_000)]
    [InlineData(400_000)]
    public async Task A_foreign_reader_that_stops_checkpoints_makes_writes_fail_and_the_files_no_larger(int bytes)
    {
        using JournalBed bed = new(options => options with { Budget = Budget });
        using SizeWatch watch = new(bed.Folder);
        await bed.WriteAsync(JournalBed.Row("a", 1));
        using SqliteConnection foreign = bed.Foreign();
        using SqliteTransaction reading = foreign.BeginTransaction(deferred: true);
        using SqliteCommand count = new("SELECT COUNT(*) FROM event_journal", foreign, reading);
        Assert.Equal(1L, count.ExecuteScalar());

        Exception?[] results = await Task.WhenAll(Enumerable.Range(2, 8_000_000 / (bytes + 150)).Select(n => bed.WriteAsync(JournalBed.Row("a", n, bytes))));

        Assert.Contains(results, one => one is SqliteException { SqliteErrorCode: SqliteFull });
        Assert.Equal(results.Count(one => one is null) + 1, (await bed.ReadAsync("a")).Count);
        Assert.InRange(watch.Most, 1, Budget);

        reading.Dispose();
        foreign.Close();

        await bed.DeleteAsync("a", long.MaxValue);
        Assert.Null(await bed.WriteAsync(JournalBed.Row("a", 1_000_000, bytes)));
        Assert.InRange(watch.Most, 1, Budget);
    }

    [Fact]
    public async Task A_write_that_is_larger_than_the_budget_is_rejected_alone()
    {
        using JournalBed bed = new(options => options with { Budget = Budget });

        Task<Exception?> small = bed.WriteAsync(JournalBed.Row("a", 1));
        Task<Exception?> large = bed.WriteAsync(JournalBed.Row("b", 1, bytes: 3_000_000));
        Task<Exception?> next = bed.WriteAsync(JournalBed.Row("c", 1));

        Assert.Null(await small);
        Assert.Contains("budget", Assert.IsType<SqliteException>(await large).Message, StringComparison.Ordinal);
        Assert.Null(await next);
    }

    [Fact]
    public async Task Mixed_rows_of_many_actors_can_all_be_deleted_from_a_full_journal()
    {
        using JournalBed bed = new(options => options with { Budget = Budget });
        using SizeWatch watch = new(bed.Folder);
        Random random = new(7);
        long[] last = new long[100];
        for (int rejections = 0; rejections < 20;)
        {
            int actor = random.Next(last.Length);
            Exception? result = await bed.WriteAsync(JournalBed.Row($"actor-{actor}", last[actor] + 1, random.Next(10, 9000)));
            rejections += result is null ? 0 : 1;
            last[actor] += result is null ? 1 : 0;
        }

        for (int actor = 0; actor < last.Length; actor++)
        {
            await bed.DeleteAsync($"actor-{actor}", long.MaxValue);
            Assert.Equal(last[actor], await bed.HighestAsync($"actor-{actor}"));
        }

        Assert.InRange(watch.Most, 1, Budget);
        Assert.InRange(bed.FilesBytes(), 1, 1_500_000);
    }

    private static async Task WriteAndDelete(JournalBed bed, string id, int events, int keep)
    {
        for (long number = 1; number <= events; number++)
        {
            Assert.Null(await bed.WriteAsync(JournalBed.Row(id, number)));
            if (number % keep == 0)
            {
                await bed.DeleteAsync(id, number - keep);
            }
        }
    }
}
