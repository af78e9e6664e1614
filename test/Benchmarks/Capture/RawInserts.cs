using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace EdgeActors.Benchmarks.Capture;

/// <summary>
/// The reference: the same rows straight into SQLite, in transactions of as many rows as there are clients, with the journal's own
/// settings, and with as many deletes as keep the file within the same size.
/// </summary>
internal sealed class RawInserts : IDisposable
{
    private const int RowsKept = 500;

    private readonly BenchmarkFolder _folder = new("raw-");
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _delete;
    private long _sequence;

    public RawInserts(int payload)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "raw.db")};Pooling=False");
        _connection.Open();
        Execute("PRAGMA page_size=4096; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0");
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=60; PRAGMA journal_size_limit=393216; PRAGMA cache_spill=OFF");
        Execute(
            "CREATE TABLE event_journal (ordering INTEGER PRIMARY KEY NOT NULL, persistence_id VARCHAR(255) NOT NULL, " +
            "sequence_nr INTEGER(8) NOT NULL, is_deleted INTEGER(1) NOT NULL, manifest VARCHAR(255) NULL, timestamp INTEGER NOT NULL, " +
            "payload BLOB NOT NULL, tags VARCHAR(2000) NULL, serializer_id INTEGER(4) NULL, UNIQUE (persistence_id, sequence_nr))");
        _insert = Command(
            "INSERT INTO event_journal (persistence_id, sequence_nr, is_deleted, manifest, timestamp, payload, serializer_id) " +
            "VALUES ('capture', $sequence, 0, 'a1', 1, $payload, 1101)");
        _insert.Parameters.AddWithValue("$sequence", 0L);
        _insert.Parameters.AddWithValue("$payload", new byte[payload]);
        _delete = Command("DELETE FROM event_journal WHERE persistence_id = 'capture' AND sequence_nr <= $sequence");
        _delete.Parameters.AddWithValue("$sequence", 0L);
    }

    /// <summary>How many rows it inserts in the given time.</summary>
    public long Run(TimeSpan time, int rowsPerTransaction)
    {
        Stopwatch clock = Stopwatch.StartNew();
        long first = _sequence;
        while (clock.Elapsed < time)
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            _insert.Transaction = transaction;
            for (int row = 0; row < rowsPerTransaction; row++)
            {
                _insert.Parameters[0].Value = ++_sequence;
                _insert.ExecuteNonQuery();
            }

            if (_sequence % (RowsKept / 2) < rowsPerTransaction)
            {
                _delete.Transaction = transaction;
                _delete.Parameters[0].Value = _sequence - RowsKept;
                _delete.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return _sequence - first;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _delete.Dispose();
        _connection.Dispose();
        _folder.Dispose();
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = Command(sql);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
