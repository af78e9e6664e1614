using Akka.Persistence.Sqlite.Database;
using Akka.Persistence.Sqlite.Snapshot;
using Microsoft.Data.Sqlite;

namespace Akka.Specs.Persistence.Sqlite.Inside;

public sealed class SnapshotBudgetSpecs : IDisposable
{
    private const long Budget = 1_850_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snapshots-");
    private readonly SqliteDatabase _database;
    private readonly SnapshotTable _table;

    public SnapshotBudgetSpecs()
    {
        SqliteOptions options = new()
        {
            ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "snapshots.db")}",
            AutoInitialize = true,
            TableName = "snapshot",
            IsWal = false,
            Budget = Budget,
        };
        _database = new SqliteDatabase(options, SnapshotTable.Schema(options));
        _table = new SnapshotTable(_database, new Ballast("", 0));
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(800_000)]
    [InlineData(800 << 10)]
    public void An_old_and_a_new_snapshot_fit_time_and_again(int bytes)
    {
        using SizeWatch watch = new(_folder.FullName);
        for (long number = 1; number <= 30; number++)
        {
            _table.Save(Row(number, bytes, (byte)number));
            Delete(number - 1);
            Assert.Equal((byte)number, _table.Load("a", 0, long.MaxValue, 0, long.MaxValue).Payload[^1]);
        }

        Assert.InRange(watch.Most, 2 * bytes, Budget);
    }

    [Fact]
    public void A_third_is_refused_and_the_others_stay()
    {
        using SizeWatch watch = new(_folder.FullName);
        _table.Save(Row(1, 800_000));
        _table.Save(Row(2, 800_000));

        SqliteException refusal = Assert.Throws<SqliteException>(() => _table.Save(Row(3, 800_000)));

        Assert.Equal(13, refusal.SqliteErrorCode);
        Assert.Contains("delete older snapshots", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, _table.Load("a", 0, long.MaxValue, 0, long.MaxValue).SequenceNr);
        Delete(1);
        _table.Save(Row(3, 800_000));
        Assert.Equal(3, _table.Load("a", 0, long.MaxValue, 0, long.MaxValue).SequenceNr);
        Assert.InRange(watch.Most, 1, Budget);
    }

    [Fact]
    public void The_same_number_again_replaces_within_the_budget_or_leaves_the_first()
    {
        using SizeWatch watch = new(_folder.FullName);
        _table.Save(Row(1, 300_000));
        _table.Save(Row(1, 300_000, fill: 2));
        Assert.Equal(2, _table.Load("a", 1, 1, 0, long.MaxValue).Payload[0]);

        _table.Save(Row(2, 800_000));
        Assert.Throws<SqliteException>(() => _table.Save(Row(2, 1_200_000, fill: 3)));

        Assert.Equal(0, _table.Load("a", 2, 2, 0, long.MaxValue).Payload[0]);
        Assert.InRange(watch.Most, 1, Budget);
    }

    [Fact]
    public void Both_bounds_of_number_and_time_choose_the_snapshot()
    {
        _table.Save(new SnapshotRow("a", 1, 10, "m", [1], 1001));
        _table.Save(new SnapshotRow("a", 2, 20, "m", [2], 1001));
        _table.Save(new SnapshotRow("b", 3, 20, "m", [3], 1001));

        Assert.Equal(2, _table.Load("a", 0, 9, 0, 99).SequenceNr);
        Assert.Equal(1, _table.Load("a", 0, 1, 0, 99).SequenceNr);
        Assert.Equal(1, _table.Load("a", 0, 9, 0, 19).SequenceNr);
        Assert.Null(_table.Load("a", 3, 9, 0, 99));
        Assert.Null(_table.Load("a", 0, 9, 21, 99));
    }

    private static SnapshotRow Row(long number, int bytes, byte fill = 0)
    {
        byte[] payload = new byte[bytes];
        Array.Fill(payload, fill);
        return new SnapshotRow("a", number, 5, "s1", payload, 1001);
    }

    private void Delete(long to)
    {
        bool isDone;
        do
        {
            isDone = _table.DeleteStep("a", 0, to, 0, long.MaxValue);
        }
        while (!isDone);
    }
}
