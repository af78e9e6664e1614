using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Sqlite.Database;

/// <summary>
/// One database file with one connection, opened when it is first needed and again after every failure that may have left its state in doubt.
/// Belongs to one thread.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly ConnectionOpener _opener;
    private readonly Dictionary<string, SqliteCommand> _prepared = [];
    private readonly Dictionary<string, sqlite3_stmt> _pragmas = [];
    private SqliteConnection _connection;
    private bool _isLost;

    /// <param name="options">Where and how.</param>
    /// <param name="schema">Statements that create the tables, run when <see cref="SqliteOptions.AutoInitialize"/> is on.</param>
    public SqliteDatabase(SqliteOptions options, string schema)
    {
        Options = options;
        _opener = new ConnectionOpener(options, schema);
        Room = new DatabaseRoom(this, new FileBudget(options.Budget, ConnectionOpener.PageSize, options.IsWal, options.TransactionBytes));
    }

    public SqliteOptions Options { get; }

    /// <summary>What fits into the budget, and the checkpoints that make room.</summary>
    public DatabaseRoom Room { get; }

    /// <summary>The file's path; null for a database in memory.</summary>
    public string File => Options.File;

    /// <summary>Called before every commit. Specs make commits fail here.</summary>
    public Action Committing { get; set; } = () => { };

    /// <summary>Called with what failed without harm to any write, such as a checkpoint on a full disk.</summary>
    public Action<string, Exception> Troubled { get; set; } = (_, _) => { };

    /// <exception cref="SqliteException">It cannot be opened, or was lost: another file in its place would begin in the midst of the story.</exception>
    public SqliteConnection Connection
    {
        get
        {
            if (_isLost)
            {
                throw FilePlace.Fault(File);
            }

            if (_connection is null)
            {
                _connection = _opener.Open(Room.Budget.MaxPages);
                Room.Opened();
            }

            return _connection;
        }
    }

    /// <summary>A statement that is prepared once per connection. The parameters keep their order.</summary>
    /// <param name="sql">Its text. Nothing but checked table names is ever inserted into it.</param>
    /// <param name="values">One per parameter: <c>$1</c>, <c>$2</c> and so on.</param>
    public SqliteCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        SqliteConnection connection = Connection;
        if (!_prepared.TryGetValue(sql, out SqliteCommand command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Table names come from the configuration and hold letters, digits and underscores only.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (int i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = FormattableString.Invariant($"${i + 1}") });
            }

            _prepared.Add(sql, command);
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    public int Execute(string sql, params ReadOnlySpan<object> values) => Command(sql, values).ExecuteNonQuery();

    public long Number(string sql, params ReadOnlySpan<object> values) => Command(sql, values).ExecuteScalar() is long number ? number : 0;

    /// <summary>A number that SQLite knows without a look at the disk. It is asked for behind every commit, so it takes the short way.</summary>
    public long Pragma(string sql)
    {
        sqlite3 handle = Connection.Handle;
        if (!_pragmas.TryGetValue(sql, out sqlite3_stmt statement))
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(handle, sql, out statement), handle);
            _pragmas.Add(sql, statement);
        }

        int code = raw.sqlite3_step(statement);
        long number = code == raw.SQLITE_ROW ? raw.sqlite3_column_int64(statement, 0) : 0;
        raw.sqlite3_reset(statement);
        SqliteException.ThrowExceptionForRC(code is raw.SQLITE_ROW ? raw.SQLITE_OK : code, handle);
        return number;
    }

    /// <summary>Runs a statement that works only as its rows are read.</summary>
    public void ReadAll(string sql)
    {
        using SqliteDataReader rows = Command(sql).ExecuteReader();
        bool more = true;
        while (more)
        {
            more = rows.Read();
        }
    }

    /// <summary>Runs <paramref name="body"/> in a transaction. When anything fails, nothing of it stays and the connection is given up.</summary>
    /// <param name="body">The statements.</param>
    /// <param name="committed">Called as soon as all of it is on the disk: who waits for that need not wait for the books.</param>
    public void InTransaction(Action body, Action committed = null)
    {
        try
        {
            Execute("BEGIN IMMEDIATE");
            body();
            Room.CountPages();
            Committing();
            Execute("COMMIT");
            MustBeInPlace();
        }
        catch
        {
            Close();
            throw;
        }

        committed?.Invoke();
        Afterwards("measuring the files", Room.Changed);
    }

    private void MustBeInPlace()
    {
        if (File is not null && Options.IsWal && FilePlace.IsLost(Connection, File))
        {
            _isLost = true;
            throw FilePlace.Fault(File);
        }
    }

    /// <summary>
    /// Runs what follows a commit. Whatever fails there must not reach writes that are stored: the connection is given up, <see cref="Troubled"/>
    /// hears of it, and the next use opens another.
    /// </summary>
    public void Afterwards(string what, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            Close();
            Troubled(what, e);
        }
    }

    /// <summary>Gives the connection up; the next use opens another.</summary>
    public void Close()
    {
        foreach (SqliteCommand command in _prepared.Values)
        {
            command.Dispose();
        }

        foreach (sqlite3_stmt statement in _pragmas.Values)
        {
            statement.Dispose();
        }

        _prepared.Clear();
        _pragmas.Clear();
        _connection?.Dispose();
        _connection = null;
    }

    public void Dispose() => Close();
}
