using Akka.Persistence.Sqlite.Database;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Sqlite.Damage;

/// <summary>
/// Examines a database before its first use. A damaged one is set aside and a new one with every intact row takes its place. A crash in between
/// loses nothing: the new file gets its name last.
/// </summary>
/// <param name="options">Of the plugin.</param>
/// <param name="schema">Statements that create its tables.</param>
/// <param name="isJournal">Else it is a snapshot store.</param>
internal sealed class DatabaseDoctor(SqliteOptions options, string schema, bool isJournal)
{
    /// <summary>Files beyond it get the check that leaves the indexes out: start must not take long.</summary>
    private const long QuickCheckAbove = 16 << 20;

    private static readonly string[] SideFiles = ["-wal", "-journal"];

    private readonly string _file = options.File;

    private string Mended => _file + ".mended";

    private string Log => _file + "-wal";

    private string AsideFolder => options.DamagedFolder.Length > 0 ? options.DamagedFolder : OwnFolder;

    private string OwnFolder => Path.GetDirectoryName(Path.GetFullPath(_file))!;

    /// <returns>Null, or what was damaged and what is left.</returns>
    /// <exception cref="IOException">A damaged database could not be set aside.</exception>
    public DamageReport Examine()
    {
        if (_file is null)
        {
            return null;
        }

        FinishEarlierMending();
        return !File.Exists(_file) || Fault() is not { } reason ? null : Mend(reason);
    }

    private void FinishEarlierMending()
    {
        if (!File.Exists(Mended))
        {
            return;
        }

        if (File.Exists(_file))
        {
            File.Delete(Mended);
        }
        else
        {
            // The damaged file's own log must not be taken for the new one's.
            SetAsideSideFiles(Names().TakeWhile(File.Exists).LastOrDefault() ?? Names().First());
            Place();
        }
    }

    /// <summary>What SQLite says of the file, null if all is well. Locks and failing disks are no damage: the first use will tell of them.</summary>
    private string Fault()
    {
        // First: opening the database would forget what lies behind the damage.
        if (options.IsWal && File.Exists(Log) && LogCheck.IsDamaged(File.ReadAllBytes(Log)))
        {
            return "the header or a frame in the midst of the write-ahead log does not match its checksum";
        }

        using SqliteDatabase database = new(options with { AutoInitialize = false }, "");
        try
        {
            string check = new FileInfo(_file).Length > QuickCheckAbove ? "PRAGMA quick_check(1)" : "PRAGMA integrity_check(1)";
            return database.Command(check).ExecuteScalar() as string is var answer && answer != "ok" ? answer : null;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            return e.Message;
        }
        catch (SqliteException e)
        {
            database.Troubled("check", e);
            return null;
        }
    }

    private DamageReport Mend(string reason)
    {
        RescuedRows rows = new(new RowScan(new PageImage(File.ReadAllBytes(_file), File.Exists(Log) ? File.ReadAllBytes(Log) : [])));
        SqliteOptions mended = options with
        {
            ConnectionString = new SqliteConnectionStringBuilder { DataSource = Mended }.ConnectionString,
            AutoInitialize = true,
            IsWal = false,
            Budget = 0,
        };
        using (SqliteDatabase database = new(mended, schema))
        {
            rows.Store(database, isJournal);
        }

        string aside = SetAside();
        Place();
        return new DamageReport(_file, aside, rows.Events, rows.Snapshots, reason);
    }

    /// <summary>
    /// Moves the database, then its side files, which SQLite finds by the name in front of theirs. In this order, each step durable before the next: as
    /// long as the database has its name, its log is beside it, and the mending begins again after a crash.
    /// </summary>
    private string SetAside()
    {
        Directory.CreateDirectory(AsideFolder);
        string target = Names().First(name => !File.Exists(name));
        File.Move(_file, target);
        SyncFolders();
        SetAsideSideFiles(target);
        return target;
    }

    private void SetAsideSideFiles(string target)
    {
        File.Delete(_file + "-shm");
        foreach (string side in SideFiles.Where(side => File.Exists(_file + side)))
        {
            File.Move(_file + side, target + side, overwrite: true);
        }

        SyncFolders();
    }

    private void Place()
    {
        File.Move(Mended, _file);
        FolderSync.Of(OwnFolder);
    }

    private void SyncFolders()
    {
        FolderSync.Of(AsideFolder);
        FolderSync.Of(OwnFolder);
    }

    private IEnumerable<string> Names() => Enumerable.Range(1, int.MaxValue)
        .Select(n => Path.Combine(AsideFolder, FormattableString.Invariant($"{Path.GetFileName(_file)}.damaged-{n}")));
}
