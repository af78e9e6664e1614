using Akka.Persistence.Sqlite.Database;
using Akka.Persistence.Sqlite.Journal;
using Microsoft.Data.Sqlite;

namespace Akka.Specs.Persistence.Sqlite.Inside;

/// <summary>A journal without actors, in a folder of its own.</summary>
internal sealed class JournalBed : IDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly bool _isOwnFolder;

    public JournalBed(Func<SqliteOptions, SqliteOptions>? change = null, string? folder = null)
    {
        _isOwnFolder = folder is null;
        _folder = folder is null ? Directory.CreateTempSubdirectory("journal-") : new DirectoryInfo(folder);
        SqliteOptions options = new() { ConnectionString = $"Data Source={Path.Combine(Folder, "journal.db")}", AutoInitialize = true };
        Options = change is null ? options : change(options);
        Database = new SqliteDatabase(Options, JournalTables.Schema(Options));
        Tables = new JournalTables(Database);
        Ballast = new Ballast(Options.BallastFile, Options.BallastSize);
        Writer = new JournalWriter(Database, Tables, new Ballast("", 0));
        Thread = new DatabaseThread("spec", Database, Writer.Write);
    }

    public string Folder => _folder.FullName;

    public SqliteOptions Options { get; }

    public SqliteDatabase Database { get; }

    public JournalTables Tables { get; }

    public Ballast Ballast { get; }

    public JournalWriter Writer { get; }

    public DatabaseThread Thread { get; }

    public static EventRow Row(string id, long number, int bytes = 1200, byte fill = 0x41)
    {
        byte[] payload = new byte[bytes];
        Array.Fill(payload, fill);
        return new EventRow(id, number, 638_000_000_000_000_000, "m1", payload, 1001);
    }

    public Task<Exception?> WriteAsync(params EventRow[] rows)
    {
        TaskCompletionSource<Exception?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread.Add(new PendingWrite(rows, done.SetResult));
        return done.Task;
    }

    public Task DeleteAsync(string id, long to) => Thread.RunAsync(new JournalDeletion(Database, Tables, Ballast, id, to).Step);

    public Task<long> HighestAsync(string id) => Thread.RunAsync(() => Tables.Highest(id));

    public Task<List<EventRow>> ReadAsync(string id) => Thread.RunAsync(() => Tables.Read(id, 0, long.MaxValue, int.MaxValue));

    /// <summary>Another process's connection to the same file.</summary>
    public SqliteConnection Foreign()
    {
        SqliteConnection connection = new($"Data Source={Options.File};Pooling=False");
        connection.Open();
        return connection;
    }

    public long FilesBytes() => SizeWatch.Bytes(Folder);

    public void Dispose()
    {
        Thread.Dispose();
        if (_isOwnFolder)
        {
            _folder.Delete(recursive: true);
        }
    }
}
