using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeActors.Hosting.Capture;

/// <summary>What the failures of the captures' database mean.</summary>
internal static class JournalFaults
{
    /// <summary>Whether room was missing, on the disk or in the budget: the write can work once something is removed.</summary>
    public static bool IsDiskFull(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: raw.SQLITE_FULL } or SqliteException { SqliteExtendedErrorCode: raw.SQLITE_IOERR_SHMSIZE };
}
