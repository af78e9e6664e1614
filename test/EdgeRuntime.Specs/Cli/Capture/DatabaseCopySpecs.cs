using EdgeActors.Cli.Capture.Books;
using Microsoft.Data.Sqlite;

namespace EdgeActors.Specs.Cli.Capture;

/// <summary>Copies of a database that its owner lets nobody open, and writes meanwhile.</summary>
public sealed class DatabaseCopySpecs : IDisposable
{
    private const int Copies = 50;
    private const long Rows = 2000;

    // As the agent's journal: small, and its log begun anew every some hundred pages.
    private const long Kept = 200;

    private readonly string _folder = Directory.CreateTempSubdirectory("edgeactors-").FullName;

    private string Database => Path.Combine(_folder, "journal.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_copy_has_all_that_was_committed_before_it_and_nothing_half()
    {
        using SqliteConnection owner = Owner();
        using CancellationTokenSource enough = new();
        long written = 2;
        Task writing = Task.Run(() =>
        {
            while (!enough.IsCancellationRequested)
            {
                Run(owner, $"BEGIN; INSERT INTO t VALUES ({written + 1}, randomblob(1200)), ({written + 2}, randomblob(1200)); DELETE FROM t WHERE n <= {written - Kept}; COMMIT");
                Volatile.Write(ref written, written + 2);
            }
        });

        try
        {
            for (int n = 0; n < Copies || Volatile.Read(ref written) < Rows; n++)
            {
                MustBeWhole(Volatile.Read(ref written));
            }
        }
        finally
        {
            await enough.CancelAsync();
            await writing;
        }
    }

    [Fact]
    public void Without_a_log_there_is_nothing_to_copy()
    {
        Owner().Dispose();

        Assert.Null(DatabaseCopy.Take(Database, DatabaseCopy.Log));
    }

    private void MustBeWhole(long before)
    {
        using DatabaseCopy copy = DatabaseCopy.Take(Database, DatabaseCopy.Log)!;
        using SqliteConnection copied = new($"Data Source={copy.Database};Pooling=False");
        copied.Open();
        long highest = (long)Run(copied, "SELECT max(n) FROM t");

        Assert.Equal("ok", Run(copied, "PRAGMA integrity_check"));
        Assert.InRange(highest, before, long.MaxValue);
        Assert.Equal((0, Math.Min(highest, Kept + 2)), (highest % 2, (long)Run(copied, "SELECT count(*) FROM t")));
    }

    private SqliteConnection Owner()
    {
        SqliteConnection owner = new($"Data Source={Database};Pooling=False");
        owner.Open();
        Run(owner, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=200; PRAGMA synchronous=OFF");
        Run(owner, "CREATE TABLE t (n INTEGER PRIMARY KEY, b BLOB); INSERT INTO t VALUES (1, x'00'), (2, x'00')");
        return owner;
    }

    private static object Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar()!;
    }
}
