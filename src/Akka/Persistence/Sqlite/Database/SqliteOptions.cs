using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Akka.Configuration;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite.Database;

/// <summary>The settings of one plugin: those of Akka.Persistence.Sqlite and those that only this implementation knows.</summary>
internal sealed partial record SqliteOptions
{
    /// <summary>Smallest <see cref="Budget"/>: the side files of the largest transaction, the shared index and 64 pages of data fit into it.</summary>
    public const long SmallestBudget = 1_000_000;

    /// <summary>Where the database is. <c>Pooling</c> and <c>Cache</c> in it are ignored: the plugin holds one private connection.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>Whether missing tables are created. Default off.</summary>
    public bool AutoInitialize { get; init; }

    /// <summary>Letters, digits and underscores. Default <c>event_journal</c> or <c>snapshot</c>.</summary>
    public string TableName { get; init; } = "event_journal";

    /// <summary>Letters, digits and underscores; journals only. Default <c>journal_metadata</c>.</summary>
    public string MetadataTableName { get; init; } = "journal_metadata";

    /// <summary><c>wal</c> with synchronous FULL, or <c>delete</c> with EXTRA: the cheapest settings of each that lose nothing when power fails.</summary>
    public bool IsWal { get; init; } = true;

    /// <summary>
    /// Whether the log's index is in memory instead of a file, so that nobody else can open the database; logs only. Default null: where the file
    /// system writes out of place, and a full disk would end the process, and where it maps no file into the memory of two processes.
    /// </summary>
    public bool? IsExclusive { get; init; }

    /// <summary>How long a statement waits for another process's lock, 0 to 1 minute. Default 5 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Frames in the write-ahead log from which it is copied into the database, 8 to 10,000. Default 60.</summary>
    public int CheckpointPages { get; init; } = 60;

    /// <summary>
    /// Bytes of log that stay allocated after a checkpoint, 0 to 16 MiB. Default 384 KiB, which is <see cref="CheckpointPages"/> and a transaction of
    /// 140 KB beyond them: a log that is cut after each checkpoint has those who commit wait until it has grown again.
    /// </summary>
    public long JournalSizeLimit { get; init; } = 384 << 10;

    /// <summary>Bytes of rows in one transaction, 4 KiB to 16 MiB; a larger single write goes alone. Default 256 KiB.</summary>
    public int TransactionBytes { get; init; } = 256 << 10;

    /// <summary>
    /// Bytes of the database and all its side files together, never exceeded; at least <see cref="SmallestBudget"/>, 0 for no limit. Default 0.
    /// </summary>
    public long Budget { get; init; }

    /// <summary>Free pages, in bytes, from which the file is made smaller after a deletion, 64 KiB to 1 GiB. Default 1 MiB.</summary>
    public long ShrinkAbove { get; init; } = 1 << 20;

    /// <summary>A file that is given up when a full disk stops a deletion, and made again when there is room. Default none.</summary>
    public string BallastFile { get; init; } = "";

    /// <summary>Bytes of <see cref="BallastFile"/>, 64 KiB to 16 MiB. Default 256 KiB.</summary>
    public long BallastSize { get; init; } = 256 << 10;

    /// <summary>Manifests of events for which the ballast may be given up too, because they let the application remove data. Default none.</summary>
    public FrozenSet<string> BallastManifests { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Folder that damaged databases are moved to, on the same file system. Default the database's own.</summary>
    public string DamagedFolder { get; init; } = "";

    /// <summary>The database file; null for one in memory, which has no budget, no ballast and no damage.</summary>
    public string File => new SqliteConnectionStringBuilder(ConnectionString) is { Mode: not SqliteOpenMode.Memory } builder
        && builder.DataSource is not ("" or ":memory:") ? builder.DataSource : null;

    /// <summary>Reads a plugin's section.</summary>
    /// <param name="path">The section's path, for errors.</param>
    /// <param name="config">The section with the defaults as its fallback.</param>
    /// <exception cref="ConfigurationException">A value is out of range; the message names the key, the value and what is allowed.</exception>
    public static SqliteOptions Read(string path, Config config)
    {
        SettingsReader read = new(path, config);
        return new SqliteOptions
        {
            ConnectionString = read.Text("connection-string", text => text.Length > 0, "a connection string such as \"Data Source=/var/lib/agent/journal.db\""),
            AutoInitialize = config.GetBoolean("auto-initialize"),
            TableName = read.Text("table-name", Name().IsMatch, "a name of letters, digits and underscores"),
            MetadataTableName = read.Text("metadata-table-name", Name().IsMatch, "a name of letters, digits and underscores", "journal_metadata"),
            IsWal = read.Text("journal-mode", text => text is "wal" or "delete", "wal or delete", "wal") == "wal",
            IsExclusive = read.Text("exclusive", text => text is "on" or "off" or "auto", "on, off or auto", "auto") switch
            {
                "on" => true,
                "off" => false,
                _ => null,
            },
            BusyTimeout = TimeSpan.FromMilliseconds(read.Number("busy-timeout-ms", 5000, 0, 60_000)),
            CheckpointPages = (int)read.Number("checkpoint-pages", 60, 8, 10_000),
            JournalSizeLimit = read.Number("journal-size-limit", 384 << 10, 0, 16 << 20),
            TransactionBytes = (int)read.Number("max-transaction-bytes", 256 << 10, 4 << 10, 16 << 20),
            Budget = read.Number("budget", 0, SmallestBudget, 1L << 40, zeroIsOff: true),
            ShrinkAbove = read.Number("shrink-above", 1 << 20, 64 << 10, 1 << 30),
            BallastFile = config.GetString("ballast-file", ""),
            BallastSize = read.Number("ballast-size", 256 << 10, 64 << 10, 16 << 20),
            BallastManifests = config.GetString("ballast-manifests", "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(),
            DamagedFolder = config.GetString("damaged-folder", ""),
        };
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,62}\z")]
    private static partial Regex Name();
}
