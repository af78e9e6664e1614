using Akka.Persistence.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite.Journal;

/// <summary>Statements over the event and metadata tables, which are those of Akka.Persistence.Sqlite column by column.</summary>
internal sealed class JournalTables
{
    private const string Columns = "persistence_id, sequence_nr, timestamp, manifest, payload, serializer_id";

    private readonly SqliteDatabase _database;
    private readonly string _insert;
    private readonly string _undo;
    private readonly string _replay;
    private readonly string _highest;
    private readonly string _delete;
    private readonly string _forgetNumber;
    private readonly string _keepNumber;

    public JournalTables(SqliteDatabase database)
    {
        string events = database.Options.TableName;
        string metadata = database.Options.MetadataTableName;
        _database = database;
        _insert = $"INSERT INTO {events} ({Columns}, is_deleted) VALUES ($1, $2, $3, $4, $5, $6, 0)";
        _undo = $"DELETE FROM {events} WHERE persistence_id = $1 AND sequence_nr BETWEEN $2 AND $3";
        _replay = $"SELECT {Columns} FROM {events} WHERE persistence_id = $1 AND sequence_nr BETWEEN $2 AND $3 ORDER BY sequence_nr LIMIT $4";
        _highest = $"""
            SELECT MAX(n) FROM (SELECT MAX(sequence_nr) AS n FROM {events} WHERE persistence_id = $1
            UNION ALL SELECT MAX(sequence_nr) FROM {metadata} WHERE persistence_id = $1)
            """;
        _delete = $"""
            DELETE FROM {events} WHERE ordering IN
            (SELECT ordering FROM {events} WHERE persistence_id = $1 AND sequence_nr <= $2 ORDER BY sequence_nr LIMIT $3)
            """;
        _forgetNumber = $"DELETE FROM {metadata} WHERE persistence_id = $1 AND sequence_nr <= $2";
        _keepNumber = $"INSERT INTO {metadata} (persistence_id, sequence_nr) VALUES ($1, $2)";
    }

    /// <summary>The statements that create both tables.</summary>
    public static string Schema(SqliteOptions options) => $"""
        CREATE TABLE IF NOT EXISTS {options.TableName} (
            ordering INTEGER PRIMARY KEY NOT NULL,
            persistence_id VARCHAR(255) NOT NULL,
            sequence_nr INTEGER(8) NOT NULL,
            is_deleted INTEGER(1) NOT NULL,
            manifest VARCHAR(255) NULL,
            timestamp INTEGER NOT NULL,
            payload BLOB NOT NULL,
            tags VARCHAR(2000) NULL,
            serializer_id INTEGER(4),
            UNIQUE (persistence_id, sequence_nr)
        );
        CREATE TABLE IF NOT EXISTS {options.MetadataTableName} (
            persistence_id VARCHAR(255) NOT NULL,
            sequence_nr INTEGER(8) NOT NULL,
            PRIMARY KEY (persistence_id, sequence_nr)
        );
        """;

    public void Insert(EventRow row) => _database.Execute(
        _insert, row.PersistenceId, row.SequenceNr, row.Timestamp, row.Manifest, row.Payload, row.SerializerId);

    /// <summary>Removes rows that were told to be rejected and may have been stored all the same.</summary>
    public void Undo(PendingWrite write) => _database.Execute(_undo, write.PersistenceId, write.Rows[0].SequenceNr, write.Rows[^1].SequenceNr);

    /// <summary>The highest number that was ever stored; 0 for none.</summary>
    public long Highest(string persistenceId) => _database.Number(_highest, persistenceId);

    /// <summary>Events in order, at most <paramref name="count"/>.</summary>
    public List<EventRow> Read(string persistenceId, long from, long to, int count)
    {
        List<EventRow> rows = [];
        using SqliteDataReader reader = _database.Command(_replay, persistenceId, from, to, count).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(new EventRow(
                reader.GetString(0),
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.IsDBNull(3) ? "" : reader.GetString(3),
                reader.GetFieldValue<byte[]>(4),
                reader.IsDBNull(5) ? null : reader.GetInt32(5)));
        }

        return rows;
    }

    /// <summary>Deletes the oldest events up to a number.</summary>
    /// <returns>How many.</returns>
    public int Delete(string persistenceId, long to, int count) => _database.Execute(_delete, persistenceId, to, count);

    /// <summary>Keeps the highest number while its event is about to be deleted.</summary>
    public void KeepNumber(string persistenceId, long highest)
    {
        _database.Execute(_forgetNumber, persistenceId, highest);
        _database.Execute(_keepNumber, persistenceId, highest);
    }
}
