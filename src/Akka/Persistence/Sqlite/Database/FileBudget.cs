namespace Akka.Persistence.Sqlite.Database;

/// <summary>What a database and its side files occupy now.</summary>
/// <param name="FileBytes">Length of the database file.</param>
/// <param name="LogBytes">Length of the write-ahead log.</param>
/// <param name="LogFrames">Frames of the log that the next transaction is written behind.</param>
/// <param name="Pages">Pages of the database, those in the log included.</param>
/// <param name="FreePages">Of these, how many are free.</param>
internal readonly record struct FileState(long FileBytes, long LogBytes, int LogFrames, int Pages, int FreePages);

/// <summary>
/// Decides whether a transaction fits. What counts is the worst moment that can follow it: the log has grown by all its frames, and a checkpoint has
/// grown the database to all its pages while the log is still there.
/// </summary>
/// <param name="Limit">Bytes of all files together; 0 for no limit.</param>
/// <param name="PageSize">Bytes of a page.</param>
/// <param name="IsWal">Whether changes go to a write-ahead log; else old pages go to a rollback journal that ends with the transaction.</param>
/// <param name="TransactionBytes">Rows of the largest grouped transaction.</param>
internal sealed record FileBudget(long Limit, int PageSize, bool IsWal, int TransactionBytes)
{
    /// <summary>The shared index of a log of up to 4062 frames, which no budget in the megabytes ever reaches.</summary>
    private const int IndexBytes = 32 << 10;

    /// <summary>Pages that writes leave alone, so that a deletion of a few rows always fits.</summary>
    private static readonly int DeleteReserve = TransactionCost.Delete(2).Total;

    /// <summary>Pages that the database may have; the rest of the budget is for its side files.</summary>
    public int MaxPages => Limit == 0 ? int.MaxValue : (int)((Limit - SmallestSide()) / PageSize);

    public bool Fits(FileState state, TransactionCost cost, bool isDeletion)
    {
        if (Limit == 0)
        {
            return true;
        }

        long pages = state.Pages + Math.Max(0, (long)cost.Added - state.FreePages);
        long file = Math.Max(state.FileBytes, pages * PageSize);
        int reserve = isDeletion ? 0 : DeleteReserve;
        return (isDeletion || pages <= MaxPages) && file + SideBytes(state, cost, reserve) <= Limit;
    }

    private long SideBytes(FileState state, TransactionCost cost, int reserve) => IsWal
        ? IndexBytes + Math.Max(state.LogBytes, LogBytes((long)state.LogFrames + cost.Total + reserve))
        : RollbackBytes(Math.Max(cost.Touched, reserve));

    /// <summary>A deletion, and a write of a quarter of the largest grouped transaction: larger ones fit while the database is smaller.</summary>
    private long SmallestSide() => IsWal
        ? IndexBytes + LogBytes(TransactionCost.Append(TransactionBytes / 4, 1, 1, 1024).Total + DeleteReserve)
        : RollbackBytes(DeleteReserve);

    /// <summary>Length of a log that ends behind so many frames.</summary>
    public long LogBytes(long frames) => 32 + (frames * (PageSize + 24));

    private long RollbackBytes(int pages) => PageSize + ((long)pages * (PageSize + 8));
}
