using Akka.Persistence.Sqlite.Database;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Sqlite.Journal;

/// <summary>
/// Stores waiting writes, as many in one transaction as its size and the budget allow. A write that breaks a rule of the tables is rejected alone;
/// when a transaction fails, all of it is. Belongs to the database's thread.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="tables">Its statements.</param>
/// <param name="ballast">Given up on a full disk for events that make room.</param>
internal sealed class JournalWriter(SqliteDatabase database, JournalTables tables, Ballast ballast)
{
    private readonly List<PendingWrite> _doubtful = [];

    /// <summary>Stores writes and completes each of them.</summary>
    public void Write(List<PendingWrite> writes)
    {
        for (int next = 0; next < writes.Count;)
        {
            int end = next;
            try
            {
                Settle();
                end = Admit(writes, next);
                if (end > next)
                {
                    Store(writes[next..end]);
                }
                else
                {
                    end = next + 1;
                    writes[next].Complete(Full(writes[next]));
                }
            }
            catch (SqliteException e) when (FullDisk.MayBe(e))
            {
                end = Math.Max(end, next + 1);
                writes[next..end].ForEach(write => StoreOnFullDisk(write, e));
            }
            catch (Exception e)
            {
                end = Math.Max(end, next + 1);
                writes[next..end].ForEach(write => write.Complete(e));
            }

            next = end;
        }
    }

    /// <summary>Where the transaction that begins with <paramref name="first"/> ends; <paramref name="first"/> itself if that one does not fit.</summary>
    private int Admit(List<PendingWrite> writes, int first)
    {
        long bytes = 0;
        long indexBytes = 0;
        int rows = 0;
        HashSet<string> ids = [];
        for (int i = first; i < writes.Count; i++)
        {
            bytes += writes[i].Bytes;
            indexBytes += writes[i].IndexBytes;
            rows += writes[i].Rows.Count;
            ids.Add(writes[i].PersistenceId);
            TransactionCost cost = TransactionCost.Append(bytes, rows, ids.Count, indexBytes);
            bool fits = i == first ? database.Room.Make(cost) : bytes <= database.Options.TransactionBytes && database.Room.Has(cost);
            if (!fits)
            {
                return i;
            }
        }

        return writes.Count;
    }

    private void Store(List<PendingWrite> writes)
    {
        Exception[] rejected = new Exception[writes.Count];
        bool isDoubtful = false;
        try
        {
            database.InTransaction(
                () =>
                {
                    for (int i = 0; i < writes.Count; i++)
                    {
                        rejected[i] = Insert(writes[i]);
                    }

                    isDoubtful = true;
                },
                () =>
                {
                    isDoubtful = false;
                    Complete(writes, rejected);
                });
        }
        catch when (isDoubtful)
        {
            // The commit may have reached the disk before it failed. Nobody was told so: it must not turn up later.
            _doubtful.AddRange(writes.Where((_, i) => rejected[i] is null));
            throw;
        }

        database.Afterwards("checkpoint", database.Room.CheckpointWhenDue);
    }

    private static void Complete(List<PendingWrite> writes, Exception[] rejected)
    {
        for (int i = 0; i < writes.Count; i++)
        {
            writes[i].Complete(rejected[i]);
        }
    }

    // What says that data are delivered is needed before they can be removed: without it a full disk would stay full.
    private void StoreOnFullDisk(PendingWrite write, SqliteException full)
    {
        if (!write.Rows.All(row => database.Options.BallastManifests.Contains(row.Manifest)))
        {
            write.Complete(full);
            return;
        }

        try
        {
            ballast.Release();
            database.Room.TryCheckpoint(truncate: true);
            Settle();
            Store([write]);
        }
        catch (Exception e)
        {
            write.Complete(e);
        }
    }

    /// <returns>Null, or the rule that the write breaks; nothing of it is in the transaction then.</returns>
    private SqliteException Insert(PendingWrite write)
    {
        bool isAlone = write.Rows.Count == 1;
        if (!isAlone)
        {
            database.Execute("SAVEPOINT write");
        }

        SqliteException broken = null;
        try
        {
            foreach (EventRow row in write.Rows)
            {
                tables.Insert(row);
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG)
        {
            broken = e;
        }

        if (!isAlone)
        {
            database.Execute(broken is null ? "RELEASE write" : "ROLLBACK TO write");
        }

        return broken;
    }

    /// <summary>Removes what a failed commit may have left. It comes before every read and write, so that nobody sees it.</summary>
    public void Settle()
    {
        if (_doubtful.Count > 0)
        {
            database.InTransaction(() => _doubtful.ForEach(tables.Undo));
            _doubtful.Clear();
        }
    }

    private static SqliteException Full(PendingWrite write) => new(
        $"The journal's budget has no room for {write.Rows.Count} event(s) of {write.PersistenceId} with {write.Bytes} bytes: delete events first.",
        raw.SQLITE_FULL);
}
