using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Sqlite.Database;

/// <summary>
/// Whether an open database still has its name. Who removes or replaces it leaves its process a file that ends with the process: all that is stored
/// there would be lost. SQLite looks for itself before it begins a rollback journal, and fails with the same code, not before it writes a log.
/// </summary>
internal static partial class FilePlace
{
    private const int HasMoved = 20;

    /// <summary>Whether another file, or none, has the name of this connection's. False where the system has no way to tell.</summary>
    /// <exception cref="IOException">What has that name cannot be looked at, which may pass.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static bool IsLost(SqliteConnection connection, string file) =>
        SeemsMoved(connection) && (IsNameless(file) || SeemsMoved(connection));

    // True as well when it could not look.
    private static bool SeemsMoved(SqliteConnection connection) =>
        Control(connection.Handle.DangerousGetHandle(), "main", HasMoved, out int moved) == raw.SQLITE_OK && moved != 0;

    private static bool IsNameless(string file)
    {
        try
        {
            _ = File.GetAttributes(file);
            return false;
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
    }

    /// <summary>What writes and reads of such a file fail with.</summary>
    public static SqliteException Fault(string file) => new(
        $"{file} was removed or replaced while it was in use, so that whatever is written would be lost: restart this process.",
        raw.SQLITE_READONLY,
        raw.SQLITE_READONLY_DBMOVED);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(nint connection, string database, int operation, out int answer);
}
