using Akka.Persistence.Sqlite.Database;
using Akka.Persistence.Sqlite.Journal;

namespace Akka.Specs.Persistence.Sqlite.Inside;

/// <summary>The budget rests on these bounds, so they are held against what SQLite writes.</summary>
public sealed class TransactionCostSpecs
{
    [Theory]
    [InlineData(1, 1, 200, 1)]
    [InlineData(2, 16, 1_300, 40)]
    [InlineData(3, 300, 1_300, 200)]
    [InlineData(4, 16, 9_000, 16)]
    [InlineData(5, 3, 100_000, 3)]
    [InlineData(6, 40, 4_100, 60)]
    [InlineData(7, 1000, 20, 300)]
    public void A_transaction_writes_no_more_pages_than_it_is_reckoned_to(int seed, int actors, int bytes, int rows)
    {
        Random random = new(seed);
        using SqliteDatabase database = new(Options(out DirectoryInfo folder), JournalTables.Schema(new SqliteOptions()));
        JournalTables tables = new(database);
        long[] last = new long[actors];
        string[] ids = [.. Enumerable.Range(0, actors).Select(n => new string((char)('a' + (n % 26)), 1 + random.Next(200)) + n)];
        for (int round = 0; round < 60; round++)
        {
            EventRow[] group = [.. Enumerable.Range(0, random.Next(1, rows + 1)).Select(_ => Next(random, ids, last, bytes))];
            AssertWithin(database, Cost(group), () => Array.ForEach(group, tables.Insert));
            if (round % 5 == 4)
            {
                int actor = random.Next(actors);
                int count = random.Next(1, 65);
                AssertWithin(database, TransactionCost.Delete(count), () => tables.Delete(ids[actor], long.MaxValue, count));
                database.Room.TryCheckpoint(truncate: false);
            }
        }

        Assert.Equal("ok", database.Command("PRAGMA integrity_check(1)").ExecuteScalar());
        database.Close();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Giving_pages_back_writes_no_more_than_it_is_reckoned_to()
    {
        using SqliteDatabase database = new(Options(out DirectoryInfo folder), JournalTables.Schema(new SqliteOptions()));
        JournalTables tables = new(database);
        for (int i = 1; i <= 400; i++)
        {
            tables.Insert(JournalBed.Row(i % 2 == 0 ? "even" : "odd", i, bytes: 500 + (i * 37 % 9000)));
        }

        database.InTransaction(() => tables.Delete("odd", long.MaxValue, 400));
        database.InTransaction(() => tables.Delete("even", 200, 400));
        int rounds = 0;
        for (; database.Number("PRAGMA freelist_count") > 16; rounds++)
        {
            database.Room.TryCheckpoint(truncate: false);
            AssertWithin(database, TransactionCost.Shrink(16), () => database.ReadAll("PRAGMA incremental_vacuum(16)"));
        }

        Assert.InRange(rounds, 5, 100);
        database.Close();
        folder.Delete(recursive: true);
    }

    private static SqliteOptions Options(out DirectoryInfo folder)
    {
        folder = Directory.CreateTempSubdirectory("cost-");
        return new() { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "journal.db")}", AutoInitialize = true };
    }

    private static EventRow Next(Random random, string[] ids, long[] last, int bytes)
    {
        int actor = random.Next(ids.Length);
        return JournalBed.Row(ids[actor], ++last[actor], random.Next(bytes));
    }

    private static TransactionCost Cost(EventRow[] group) => TransactionCost.Append(
        group.Sum(row => (long)row.Bytes), group.Length, group.Select(row => row.PersistenceId).Distinct().Count(), group.Sum(row => (long)row.IndexBytes));

    private static void AssertWithin(SqliteDatabase database, TransactionCost cost, Action body)
    {
        _ = database.Connection;
        int frames = database.Room.LogFrames;
        long pages = database.Number("PRAGMA page_count");
        long free = database.Number("PRAGMA freelist_count");

        database.InTransaction(body);

        Assert.InRange(database.Room.LogFrames - frames, 0, cost.Total);
        Assert.InRange(database.Number("PRAGMA page_count") - pages, long.MinValue, Math.Max(0, cost.Added - free));
    }
}
