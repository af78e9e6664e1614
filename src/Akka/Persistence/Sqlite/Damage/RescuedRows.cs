using Akka.Persistence.Sqlite.Database;

namespace Akka.Persistence.Sqlite.Damage;

/// <summary>The rows of the plugin's tables that a scan found intact. Tables are told by the number and the kinds of their columns.</summary>
internal sealed class RescuedRows
{
    private readonly Dictionary<(string Id, long Number), object[]> _events = [];
    private readonly Dictionary<(string Id, long Number), object[]> _snapshots = [];
    private readonly HashSet<(string Id, long Number)> _numbers = [];

    public RescuedRows(RowScan scan)
    {
        foreach ((long rowId, object[] values) in scan.Rows())
        {
            Sort(rowId, values);
        }
    }

    public int Events => _events.Count;

    public int Snapshots => _snapshots.Count;

    /// <summary>Stores the rows in a new database of a journal or of a snapshot store.</summary>
    public void Store(SqliteDatabase database, bool isJournal)
    {
        string table = database.Options.TableName;
        database.InTransaction(() =>
        {
            if (!isJournal)
            {
                foreach (object[] row in _snapshots.Values)
                {
                    database.Execute($"INSERT INTO {table} VALUES ($1, $2, $3, $4, $5, $6)", row);
                }

                return;
            }

            // SQLite gives the row ids of deleted events to new ones, so two rows may have the same: they tell the order, and are numbered anew.
            foreach (object[] row in _events.Values.OrderBy(row => (long)row[0]).ThenBy(row => (long)row[2]))
            {
                database.Execute($"INSERT INTO {table} VALUES (NULL, $1, $2, $3, $4, $5, $6, $7, $8)", row.AsSpan(1));
            }

            foreach ((string id, long number) in _numbers)
            {
                database.Execute($"INSERT INTO {database.Options.MetadataTableName} VALUES ($1, $2)", id, number);
            }
        });
    }

    private void Sort(long rowId, object[] values)
    {
        switch (values)
        {
            case [null, string id, long number and > 0, long, string or null, long, byte[], string or null, long or null]:
                values[0] = rowId;
                // The same event twice: one is what a moved row left behind, and the later one is not older.
                if (!_events.TryGetValue((id, number), out object[] known) || (long)known[0] <= rowId)
                {
                    _events[(id, number)] = values;
                }

                break;
            case [string id, long number and >= 0, long, string, byte[], long or null]:
                _snapshots[(id, number)] = values;
                break;
            case [string id, long number and > 0]:
                _numbers.Add((id, number));
                break;
        }
    }
}
