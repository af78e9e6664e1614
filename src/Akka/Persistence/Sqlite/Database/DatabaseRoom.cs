using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Sqlite.Database;

/// <summary>Keeps the books of what one database occupies and makes room by checkpoints. Belongs to the database's thread.</summary>
/// <param name="database">The database.</param>
/// <param name="budget">What its files may occupy.</param>
internal sealed class DatabaseRoom(SqliteDatabase database, FileBudget budget)
{
    private const int FrameHeader = 24;

    private FileState _state;

    public FileBudget Budget => budget;

    /// <summary>Frames that wait in the log.</summary>
    public int LogFrames => _state.LogFrames;

    /// <summary>Length of the log; never less than it is.</summary>
    public long LogBytes => _state.LogBytes;

    /// <summary>Whether a transaction fits, now or after a checkpoint.</summary>
    public bool Make(TransactionCost cost, bool isDeletion = false)
    {
        _ = database.Connection;
        if (budget.Fits(_state, cost, isDeletion))
        {
            return true;
        }

        TryCheckpoint(truncate: true);
        return budget.Fits(_state, cost, isDeletion);
    }

    /// <summary>Whether a transaction fits as things are.</summary>
    public bool Has(TransactionCost cost)
    {
        _ = database.Connection;
        return budget.Fits(_state, cost, isDeletion: false);
    }

    /// <summary>Rows that one transaction may delete, at most 64, so that writes do not wait long behind it; 0 if the budget is used up.</summary>
    public int RowsToDelete()
    {
        for (int rows = 64; rows >= 1; rows /= 2)
        {
            if (Make(TransactionCost.Delete(rows), isDeletion: true))
            {
                return rows;
            }
        }

        return 0;
    }

    /// <summary>Copies the log into the database, unless a reader holds an older view: it is not waited for.</summary>
    /// <param name="truncate">Whether the log's file becomes empty; else it is written from its beginning again.</param>
    /// <returns>Null, or why the log could not be copied: the disk is full or failed. The log keeps everything.</returns>
    public SqliteException TryCheckpoint(bool truncate)
    {
        if (!budget.IsWal || database.File is null)
        {
            return null;
        }

        sqlite3 handle = database.Connection.Handle;
        raw.sqlite3_busy_timeout(handle, 0);
        int code = raw.sqlite3_wal_checkpoint_v2(
            handle, "main", truncate ? raw.SQLITE_CHECKPOINT_TRUNCATE : raw.SQLITE_CHECKPOINT_RESTART, out _, out _);
        raw.sqlite3_busy_timeout(handle, (int)database.Options.BusyTimeout.TotalMilliseconds);
        if (code is raw.SQLITE_OK)
        {
            _state = _state with { LogFrames = 0 };
        }

        MeasureFile();
        if (truncate)
        {
            MeasureLog();
        }

        if ((code & 0xff) is raw.SQLITE_OK or raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            return null;
        }

        SqliteException failure = new($"The log could not be copied into the database: {raw.sqlite3_errmsg(handle).utf8_to_string()}", code & 0xff, code);
        database.Troubled("checkpoint", failure);
        return failure;
    }

    /// <summary>A checkpoint, when the log has reached <see cref="SqliteOptions.CheckpointPages"/>.</summary>
    public void CheckpointWhenDue()
    {
        if (_state.LogFrames >= database.Options.CheckpointPages)
        {
            TryCheckpoint(truncate: false);
        }
    }

    /// <summary>Gives free pages back to the disk when there are more than <see cref="SqliteOptions.ShrinkAbove"/>.</summary>
    public void Shrink()
    {
        const int Step = 8;
        if (_state.FreePages <= database.Options.ShrinkAbove / budget.PageSize)
        {
            return;
        }

        // Half of the threshold stays, so that the next writes need not grow the file again at once.
        for (int before = int.MaxValue; _state.FreePages < before && _state.FreePages > database.Options.ShrinkAbove / budget.PageSize / 2;)
        {
            before = _state.FreePages;
            if (Make(TransactionCost.Shrink(Step), isDeletion: true))
            {
                database.InTransaction(() => database.ReadAll($"PRAGMA incremental_vacuum({Step})"));
            }
        }

        TryCheckpoint(truncate: false);
    }

    /// <summary>After opening: what an earlier life left in the log is copied, so that the books begin at zero.</summary>
    public void Opened()
    {
        raw.sqlite3_db_status(database.Connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out _, out _, 1);
        CountPages();
        MeasureFile();
        MeasureLog();
        _state = _state with { LogFrames = (int)(_state.LogBytes / (budget.PageSize + FrameHeader)) };
        if (_state.LogFrames > 0)
        {
            TryCheckpoint(truncate: true);
        }
    }

    /// <summary>Counts the pages: before a commit those that there will be then, since outside of a transaction it would take locks of its own.</summary>
    public void CountPages()
    {
        if (database.File is not null)
        {
            _state = _state with { Pages = (int)database.Pragma("PRAGMA page_count"), FreePages = (int)database.Pragma("PRAGMA freelist_count") };
        }
    }

    /// <summary>After a commit: the pages that it wrote are in the log.</summary>
    public void Changed()
    {
        raw.sqlite3_db_status(database.Connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out int written, out _, 1);
        if (!budget.IsWal)
        {
            MeasureFile();
            return;
        }

        // The first commit after a checkpoint cuts a log that had become too long. Only a checkpoint writes the file itself.
        if (_state.LogFrames == 0 && _state.LogBytes > database.Options.JournalSizeLimit)
        {
            MeasureLog();
        }

        int frames = _state.LogFrames + written;
        _state = _state with { LogFrames = frames, LogBytes = Math.Max(_state.LogBytes, budget.LogBytes(frames)) };
    }

    private void MeasureFile()
    {
        if (database.File is { } file)
        {
            _state = _state with { FileBytes = Length(file) };
        }
    }

    /// <remarks>
    /// Not done after each commit: since Linux 6.13 a file whose times were looked at gets a new one with its next write, however soon that comes, and
    /// the sync behind it has one more block to write.
    /// </remarks>
    private void MeasureLog()
    {
        if (database.File is { } file)
        {
            _state = _state with { LogBytes = Length(file + "-wal") };
        }
    }

    private static long Length(string file) => new FileInfo(file) is { Exists: true } info ? info.Length : 0;
}
