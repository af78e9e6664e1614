using Akka.Event;
using Akka.Persistence.Sqlite.Damage;
using Akka.Persistence.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite;

/// <summary>What a plugin's thread does before anything else.</summary>
internal static class PluginStart
{
    /// <summary>Examines the database, opens it and makes the ballast. What fails is logged, and tried again by the first use.</summary>
    public static void Begin(DatabaseThread thread, DatabaseDoctor doctor, SqliteDatabase database, Ballast ballast, ILoggingAdapter log) =>
        _ = thread.RunAsync(() =>
        {
            try
            {
                if (doctor.Examine() is { } report)
                {
                    log.Warning("{0}", report);
                }

                _ = database.Connection;
                ballast.Restore();
            }
            catch (Exception e)
            {
                log.Warning("The database {0} could not be opened: {1}{2}", database.File, e.Message, Code(e));
            }

            return true;
        });

    // SQLite has one sentence for thirty failures of a disk.
    private static string Code(Exception e) => e is SqliteException failure ? $" (extended code {failure.SqliteExtendedErrorCode})" : "";
}
