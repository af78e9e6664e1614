using Akka.Persistence.Sqlite.Database;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Sqlite.Snapshot;

/// <summary>A row of the snapshot table.</summary>
/// <param name="PersistenceId">Whose state.</param>
/// <param name="SequenceNr">After which event.</param>
/// <param name="CreatedAt">UTC ticks.</param>
/// <param name="Manifest">For the serializer; never null.</param>
/// <param name="Payload">Serialized state.</param>
/// <param name="SerializerId">Who wrote <paramref name="Payload"/>.</param>
internal sealed record SnapshotRow(string PersistenceId, long SequenceNr, long CreatedAt, string Manifest, byte[] Payload, int? SerializerId);

/// <summary>The snapshot table, which is that of Akka.Persistence.Sqlite column by column. Belongs to the database's thread.</summary>
internal sealed class SnapshotTable
{
    private const string Columns = "persistence_id, sequence_nr, created_at, manifest, payload, serializer_id";
    private const string Chosen = "persistence_id = $1 AND sequence_nr BETWEEN $2 AND $3 AND created_at BETWEEN $4 AND $5";
    private const int RowsPerDeletion = 4;

    private readonly SqliteDatabase _database;
    private readonly Ballast _ballast;
    private readonly string _save;
    private readonly string _size;
    private readonly string _load;
    private readonly string _delete;

    public SnapshotTable(SqliteDatabase database, Ballast ballast)
    {
        string table = database.Options.TableName;
        _database = database;
        _ballast = ballast;
        _save = $"INSERT OR REPLACE INTO {table} ({Columns}) VALUES ($1, $2, $3, $4, $5, $6)";
        _size = $"SELECT LENGTH(payload) FROM {table} WHERE persistence_id = $1 AND sequence_nr = $2";
        _load = $"SELECT {Columns} FROM {table} WHERE {Chosen} ORDER BY sequence_nr DESC LIMIT 1";
        _delete = $"DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} WHERE {Chosen} LIMIT {RowsPerDeletion})";
    }

    /// <summary>The statements that create the table.</summary>
    public static string Schema(SqliteOptions options) => $"""
        CREATE TABLE IF NOT EXISTS {options.TableName} (
            persistence_id VARCHAR(255) NOT NULL,
            sequence_nr INTEGER(8) NOT NULL,
            created_at INTEGER(8) NOT NULL,
            manifest VARCHAR(255) NOT NULL,
            payload BLOB NOT NULL,
            serializer_id INTEGER(4),
            PRIMARY KEY (persistence_id, sequence_nr)
        );
        """;

    /// <summary>Stores a snapshot; one with the same number is replaced.</summary>
    /// <exception cref="SqliteException">Budget or disk is full, or the disk failed; nothing is stored and what was there stays.</exception>
    public void Save(SnapshotRow row)
    {
        const int FixedBytes = 1024;
        TransactionCost cost = TransactionCost.Append(FixedBytes + row.Payload.Length, 1, 1, FixedBytes);

        // Pages that one transaction frees and takes again must be kept for its undoing.
        long replaced = _database.Number(_size, row.PersistenceId, row.SequenceNr) / (ConnectionOpener.PageSize - 100);
        if (!_database.Room.Make(cost with { Touched = cost.Touched + (int)replaced }))
        {
            throw new SqliteException(
                $"The snapshot store's budget has no room for a snapshot of {row.Payload.Length} bytes: delete older snapshots first.", raw.SQLITE_FULL);
        }

        _database.InTransaction(() => _database.Execute(
            _save, row.PersistenceId, row.SequenceNr, row.CreatedAt, row.Manifest, row.Payload, row.SerializerId));
        _database.Room.TryCheckpoint(truncate: true);
    }

    /// <summary>The snapshot with the highest number between the bounds, all of them included; null if there is none.</summary>
    public SnapshotRow Load(string persistenceId, long from, long to, long fromTicks, long toTicks)
    {
        using SqliteDataReader reader = _database.Command(_load, persistenceId, from, to, fromTicks, toTicks).ExecuteReader();
        return !reader.Read() ? null : new SnapshotRow(
            reader.GetString(0),
            reader.GetInt64(1),
            reader.GetInt64(2),
            reader.GetString(3),
            reader.GetFieldValue<byte[]>(4),
            reader.IsDBNull(5) ? null : reader.GetInt32(5));
    }

    /// <summary>Deletes some of the snapshots between the bounds.</summary>
    /// <returns>Whether that was all.</returns>
    /// <exception cref="SqliteException">The disk failed or is full. What is deleted stays deleted.</exception>
    public bool DeleteStep(string persistenceId, long from, long to, long fromTicks, long toTicks)
    {
        int deleted = FullDisk.Retry(_database, _ballast, Delete, Delete);
        if (deleted == RowsPerDeletion)
        {
            return false;
        }

        _database.Room.TryCheckpoint(truncate: true);
        _database.Room.Shrink();
        _ballast.Restore();
        return true;

        int Delete()
        {
            if (!_database.Room.Make(TransactionCost.Delete(RowsPerDeletion), isDeletion: true))
            {
                throw new SqliteException("The snapshot store's budget has no room for a deletion while another process reads it.", raw.SQLITE_FULL);
            }

            int rows = 0;
            _database.InTransaction(() => rows = _database.Execute(_delete, persistenceId, from, to, fromTicks, toTicks));
            return rows;
        }
    }
}
