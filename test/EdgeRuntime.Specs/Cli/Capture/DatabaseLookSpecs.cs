using EdgeActors.Cli.Capture.Books;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeActors.Specs.Cli.Capture;

/// <summary>Looks into a database with a rollback journal, as the snapshots have, beside its owner and after its owner was killed.</summary>
public sealed class DatabaseLookSpecs : IDisposable
{
    // Fills some hundred pages, of which a small cache writes most before the commit.
    private const string Replace = """
        DELETE FROM t;
        WITH RECURSIVE row(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < 400) INSERT INTO t SELECT n, printf('%.*c', 1200, $fill) FROM row
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("edgeactors-").FullName;

    private string Database => Path.Combine(_folder, "snapshots.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Transaction_that_a_kill_cut_off_has_not_been()
    {
        string killed = Path.Combine(_folder, "killed.db");
        using (SqliteConnection owner = Owner())
        {
            Fill(owner, 'a');
            using SqliteTransaction cutOff = owner.BeginTransaction();
            Fill(owner, 'b', cutOff);
            File.Copy(Database, killed);
            File.Copy(Database + "-journal", killed + "-journal");
        }

        (byte[] database, byte[] journal) = (File.ReadAllBytes(killed), File.ReadAllBytes(killed + "-journal"));

        Assert.Equal(("ok", "a"), DatabaseLook.IntoRolledBack(killed, Contents));
        Assert.Equal(database, File.ReadAllBytes(killed));
        Assert.Equal(journal, File.ReadAllBytes(killed + "-journal"));
    }

    [Fact]
    public void While_its_owner_writes_a_look_waits_for_the_commit()
    {
        using SqliteConnection owner = Owner();
        Fill(owner, 'a');
        using SqliteTransaction writing = owner.BeginTransaction();
        Fill(owner, 'b', writing);

        (string Integrity, string Fills) seen = DatabaseLook.IntoRolledBack(Database, look =>
        {
            look.DefaultTimeout = 1;
            Assert.Equal(raw.SQLITE_BUSY, Assert.Throws<SqliteException>(() => Contents(look)).SqliteErrorCode);
            writing.Commit();
            return Contents(look);
        });

        Assert.Equal(("ok", "b"), seen);
    }

    private SqliteConnection Owner()
    {
        SqliteConnection owner = new($"Data Source={Database};Pooling=False");
        owner.Open();
        using SqliteCommand command = owner.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF; PRAGMA cache_size=10; CREATE TABLE t (n INTEGER PRIMARY KEY, b TEXT)";
        command.ExecuteNonQuery();
        return owner;
    }

    private static void Fill(SqliteConnection owner, char with, SqliteTransaction? within = null)
    {
        using SqliteTransaction? own = within is null ? owner.BeginTransaction() : null;
        using SqliteCommand command = owner.CreateCommand();
        command.Transaction = within ?? own;
        command.CommandText = Replace;
        command.Parameters.AddWithValue("$fill", with.ToString());
        command.ExecuteNonQuery();
        own?.Commit();
    }

    private static (string Integrity, string Fills) Contents(SqliteConnection database)
    {
        using SqliteTransaction one = database.BeginTransaction(deferred: true);
        using SqliteCommand command = database.CreateCommand();
        command.Transaction = one;
        command.CommandText = "PRAGMA integrity_check";
        string integrity = (string)command.ExecuteScalar()!;
        command.CommandText = "SELECT group_concat(DISTINCT substr(b, 1, 1)) FROM t";
        return (integrity, (string)command.ExecuteScalar()!);
    }
}
