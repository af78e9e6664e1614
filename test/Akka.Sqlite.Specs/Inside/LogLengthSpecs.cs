using Akka.Persistence.Sqlite.Database;
using Akka.Persistence.Sqlite.Journal;

namespace Akka.Specs.Persistence.Sqlite.Inside;

/// <summary>The log's length is reckoned and not looked at after each commit; the budget rests on it.</summary>
public sealed class LogLengthSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("log-length-");

    private string Log => Path.Combine(_folder.FullName, "journal.db-wal");

    // A limit of 0 has the log cut by the first commit after each checkpoint, one of 64 KiB now and then, one of 16 MiB never.
    [Theory]
    [InlineData(1, 0, 2_000)]
    [InlineData(2, 64 << 10, 2_000)]
    [InlineData(3, 64 << 10, 90_000)]
    [InlineData(4, 16 << 20, 9_000)]
    public void The_books_hold_the_length_that_the_log_has(int seed, long limit, int largestRow)
    {
        Random random = new(seed);
        SqliteOptions options = new() { ConnectionString = $"Data Source={Path.ChangeExtension(Log, "db")}", AutoInitialize = true, JournalSizeLimit = limit };
        using SqliteDatabase database = new(options, JournalTables.Schema(options));
        JournalTables tables = new(database);
        List<long> lengths = [];
        for (int round = 1; round <= 200; round++)
        {
            if (random.Next(7) == 0)
            {
                Assert.Null(database.Room.TryCheckpoint(truncate: random.Next(4) == 0));
                Assert.Equal(Length(), database.Room.LogBytes);
            }

            database.InTransaction(() => tables.Insert(JournalBed.Row("a", round, random.Next(largestRow))));
            Assert.Equal(Length(), database.Room.LogBytes);
            lengths.Add(Length());
        }

        Assert.Contains(lengths.Zip(lengths.Skip(1)), pair => pair.Second < pair.First);
        Assert.Contains(lengths.Zip(lengths.Skip(1)), pair => pair.Second > pair.First);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private long Length() => new FileInfo(Log).Length;
}
