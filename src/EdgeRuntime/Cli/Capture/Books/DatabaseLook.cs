using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeActors.Cli.Capture.Books;

/// <summary>Looks into the agent's databases, whether it runs, has stopped or was killed. Nothing is changed.</summary>
internal static class DatabaseLook
{
    /// <summary>Reads a database with a write-ahead log.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="read">Called once more when the agent began or ended meanwhile.</param>
    /// <exception cref="SqliteException">It is no database, is damaged, or stays locked for half a minute.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="CommandFailure">It cannot be copied, which needs a pause of the agent.</exception>
    public static T IntoLogged<T>(string file, Func<SqliteConnection, T> read)
    {
        // A stopped agent leaves no log beside the file, and even a reader would make one.
        if (File.Exists(file + DatabaseCopy.Log))
        {
            return File.Exists(file + "-shm") ? With(file, SqliteOpenMode.ReadOnly, read) : IntoOwned(file, read);
        }

        try
        {
            T alone = With($"file:{Uri.EscapeDataString(file)}?immutable=1", SqliteOpenMode.ReadOnly, read);
            if (!File.Exists(file + DatabaseCopy.Log))
            {
                return alone;
            }
        }
        catch (SqliteException) when (File.Exists(file + DatabaseCopy.Log))
        {
            // The agent has begun, and what was read may be of two times: read again below.
        }

        return IntoLogged(file, read);
    }

    /// <summary>Reads a database with a rollback journal. The agent waits with its commits meanwhile.</summary>
    /// <inheritdoc cref="IntoLogged" path="/param|/exception"/>
    public static T IntoRolledBack<T>(string file, Func<SqliteConnection, T> read)
    {
        try
        {
            return With(file, SqliteOpenMode.ReadOnly, read);
        }
        catch (SqliteException killed) when (killed.SqliteExtendedErrorCode == raw.SQLITE_READONLY_ROLLBACK)
        {
            // A transaction was cut off, and to undo it is its owner's: in the file as it lies here there are pages of both states.
            using DatabaseCopy? copy = DatabaseCopy.Take(file, DatabaseCopy.RollbackJournal);
            return copy is null ? IntoRolledBack(file, read) : With(copy.Database, SqliteOpenMode.ReadWrite, read);
        }
    }

    // Without the shared index the agent has it in its own memory, and keeps others out; or it was killed then.
    private static T IntoOwned<T>(string file, Func<SqliteConnection, T> read)
    {
        using DatabaseCopy? copy = DatabaseCopy.Take(file, DatabaseCopy.Log);
        return copy is null ? IntoLogged(file, read) : With(copy.Database, SqliteOpenMode.ReadWrite, read);
    }

    private static T With<T>(string source, SqliteOpenMode mode, Func<SqliteConnection, T> read)
    {
        SqliteConnectionStringBuilder settings = new() { DataSource = source, Mode = mode, Pooling = false };
        using SqliteConnection connection = new(settings.ToString());
        connection.Open();
        return read(connection);
    }
}
