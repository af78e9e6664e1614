using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Sqlite.Database;

/// <summary>Deletions on a full disk: they need room for their log before they give any back.</summary>
internal static class FullDisk
{
    /// <summary>Runs <paramref name="action"/>; when the disk is full, gives the ballast up, if it is still there, and runs <paramref name="again"/> once.</summary>
    public static T Retry<T>(SqliteDatabase database, Ballast ballast, Func<T> action, Func<T> again)
    {
        try
        {
            return action();
        }
        catch (SqliteException e) when (MayBe(e))
        {
            ballast.Release();

            // What waits in the log goes first: copied, it gives up as much room as it takes.
            database.Room.TryCheckpoint(truncate: true);
            return again();
        }
    }

    /// <summary>Besides FULL, a failed write or growth of a side file may be for want of room.</summary>
    public static bool MayBe(SqliteException e) =>
        e.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_CANTOPEN
        || e.SqliteExtendedErrorCode is raw.SQLITE_IOERR_WRITE or raw.SQLITE_IOERR_SHMSIZE or raw.SQLITE_IOERR_SHMOPEN or raw.SQLITE_IOERR_TRUNCATE;
}
