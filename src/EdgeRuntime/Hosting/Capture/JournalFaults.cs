using EdgeActors.Capture.Buffering;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeActors.Hosting.Capture;

/// <summary>What the failures of the captures' database mean.</summary>
internal static class JournalFaults
{
    /// <summary>What a failed write says of the next ones. Room may be missing on the disk or in the budget.</summary>
    public static JournalFault Of(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } or SqliteException { SqliteExtendedErrorCode: raw.SQLITE_IOERR_SHMSIZE } => JournalFault.DiskFull,
        SqliteException { SqliteExtendedErrorCode: raw.SQLITE_READONLY_DBMOVED } => JournalFault.Lost,
        _ => JournalFault.Broken,
    };
}
