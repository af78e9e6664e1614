using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace EdgeActors.Benchmarks.Journal;

/// <summary>The least that a durable journal could do: prepared inserts in transactions, in the journal's table and with its settings.</summary>
internal static class BareInserts
{
    public static double PerSecond(string file, int perTransaction, int bytes, double seconds)
    {
        using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        Run(connection, """
            PRAGMA page_size=4096; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=wal; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=60;
            PRAGMA journal_size_limit=393216; PRAGMA cache_spill=OFF; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;
            CREATE TABLE event_journal (ordering INTEGER PRIMARY KEY NOT NULL, persistence_id VARCHAR(255) NOT NULL, sequence_nr INTEGER(8) NOT NULL,
            is_deleted INTEGER(1) NOT NULL, manifest VARCHAR(255) NULL, timestamp INTEGER NOT NULL, payload BLOB NOT NULL, tags VARCHAR(2000) NULL,
            serializer_id INTEGER(4), UNIQUE (persistence_id, sequence_nr));
            """);
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = """
            INSERT INTO event_journal (persistence_id, sequence_nr, is_deleted, manifest, timestamp, payload, serializer_id)
            VALUES ('keeper-0', $n, 0, '', 639000000000000000, $p, 4)
            """;
        SqliteParameter number = insert.Parameters.Add("$n", SqliteType.Integer);
        insert.Parameters.AddWithValue("$p", new byte[bytes]);

        long count = 0;
        Stopwatch clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (int i = 0; i < perTransaction; i++)
            {
                number.Value = ++count;
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return count / clock.Elapsed.TotalSeconds;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // A literal of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
