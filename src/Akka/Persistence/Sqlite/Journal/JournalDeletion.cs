using Akka.Persistence.Sqlite.Database;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Sqlite.Journal;

/// <summary>
/// Deletes the events of one persistent actor up to a number, oldest first and some at a time: rows of many actors lie mixed, so a deletion may
/// change a page per row, and the log must not outgrow the budget. Belongs to the database's thread.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="tables">Its statements.</param>
/// <param name="ballast">What is given up when the disk is full.</param>
/// <param name="persistenceId">Whose events.</param>
/// <param name="to">The last number to delete.</param>
internal sealed class JournalDeletion(SqliteDatabase database, JournalTables tables, Ballast ballast, string persistenceId, long to)
{
    private const int RowsOnFullDisk = 4;

    private int _most = int.MaxValue;
    private bool _isNumberKept;

    /// <summary>Deletes some rows.</summary>
    /// <returns>Whether that was all.</returns>
    /// <exception cref="SqliteException">Disk or budget is full, or the disk failed. What is deleted stays deleted.</exception>
    public bool Step()
    {
        int rows = Math.Min(_most, database.Room.RowsToDelete());
        if (rows == 0)
        {
            throw new SqliteException("The journal's budget has no room for a deletion while another process reads an older view of it.", raw.SQLITE_FULL);
        }

        int deleted = FullDisk.Retry(database, ballast, () => Delete(rows), () => Delete(rows = _most = RowsOnFullDisk));
        if (_most == RowsOnFullDisk)
        {
            database.Room.TryCheckpoint(truncate: true);
        }

        if (deleted == rows)
        {
            return false;
        }

        database.Room.CheckpointWhenDue();
        database.Room.Shrink();
        ballast.Restore();
        return true;
    }

    private int Delete(int rows)
    {
        int deleted = 0;
        database.InTransaction(() =>
        {
            if (!_isNumberKept && tables.Highest(persistenceId) is var highest && highest > 0 && highest <= to)
            {
                tables.KeepNumber(persistenceId, highest);
            }

            deleted = tables.Delete(persistenceId, to, rows);
        });
        _isNumberKept = true;
        return deleted;
    }
}
