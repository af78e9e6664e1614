using System.Globalization;
using Akka.Persistence.Sqlite.Database.Vfs;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Sqlite.Database;

/// <summary>Opens connections with the settings that durability and the budget rest on, all of them explicit.</summary>
/// <param name="options">Where and how.</param>
/// <param name="schema">Statements that create the tables.</param>
internal sealed class ConnectionOpener(SqliteOptions options, string schema)
{
    /// <summary>Bytes of a page, in every file that is made here. It is SQLite's default and that of a file system's blocks.</summary>
    public const int PageSize = 4096;

    /// <param name="maxPages">Pages that the database may have.</param>
    /// <exception cref="SqliteException">The file cannot be opened or is no database, or another process keeps it in another journal mode.</exception>
    public SqliteConnection Open(int maxPages)
    {
        CreatePrivately(options.File);
        bool isExclusive = options is { IsWal: true, File: not null } && (options.IsExclusive ?? OutOfPlace.Writes(options.File));
        try
        {
            return Open(maxPages, isExclusive);
        }
        catch (SqliteException e) when (!isExclusive && options.IsExclusive is null && e.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHMMAP)
        {
            // A file system without memory that processes share, as those of some virtual machines and networks.
            return Open(maxPages, isExclusive: true);
        }
    }

    private SqliteConnection Open(int maxPages, bool isExclusive)
    {
        SqliteConnection connection = new(Text());
        try
        {
            connection.Open();
            Configure(connection, maxPages, isExclusive);
            if (options.AutoInitialize)
            {
                Run(connection, schema);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Pooled connections outlive their closing, and a shared cache answers "table is locked" at once instead of waiting.</summary>
    private string Text()
    {
        SqliteConnectionStringBuilder text = new(options.ConnectionString) { Pooling = false, Cache = SqliteCacheMode.Default };
        if (options is { IsWal: true, File: not null } && string.IsNullOrEmpty(text.Vfs) && DataSyncVfs.Name is { } dataSync)
        {
            text.Vfs = dataSync;
        }

        return text.ConnectionString;
    }

    private void Configure(SqliteConnection connection, int maxPages, bool isExclusive)
    {
        Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout={(int)options.BusyTimeout.TotalMilliseconds};"));
        if (isExclusive)
        {
            // Before the log is looked at: from then on its index stays what it is, a mapped file.
            Run(connection, "PRAGMA locking_mode=EXCLUSIVE;");
        }

        if ((long)Run(connection, "PRAGMA page_count;") == 0)
        {
            // Taken by new files only; on others the second would write, which a full disk forbids.
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA page_size={PageSize}; PRAGMA auto_vacuum=INCREMENTAL;"));
        }

        string mode = options.IsWal ? "wal" : "delete";
        string actual = (string)Run(connection, $"PRAGMA journal_mode={mode};");
        if (actual != mode && options.File is not null)
        {
            throw new SqliteException($"The journal mode is {actual} and cannot become {mode} while another process has the database open.", 5);
        }

        if (isExclusive)
        {
            // Left by a process that shared it and died: readers would take this database for shared.
            File.Delete(options.File + "-shm");
        }

        // Deleting must not overwrite what it deletes, a cache that spills would write pages twice, and a statement's undo log stays off the disk.
        Run(connection, string.Create(CultureInfo.InvariantCulture, $"""
            PRAGMA synchronous={(options.IsWal ? "FULL" : "EXTRA")};
            PRAGMA wal_autocheckpoint=0;
            PRAGMA journal_size_limit={options.JournalSizeLimit};
            PRAGMA max_page_count={maxPages};
            PRAGMA cache_spill=OFF;
            PRAGMA secure_delete=OFF;
            PRAGMA temp_store=MEMORY;
            PRAGMA mmap_size=0;
            """));
    }

    private static object Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Numbers, words of this class and the schema.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    /// <summary>Makes the file before SQLite does, with a mode that no umask widens; its side files take the same.</summary>
    private static void CreatePrivately(string file)
    {
        if (file is null || File.Exists(file) || OperatingSystem.IsWindows())
        {
            return;
        }

        using FileStream created = new(file, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }
}
