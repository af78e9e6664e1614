using System.Text.Json;
using EdgeActors.Capture;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Ledger;
using EdgeActors.Cli;
using EdgeActors.Cli.Capture;
using EdgeActors.Cli.Capture.Books;
using Microsoft.Data.Sqlite;

namespace EdgeActors.Specs.Cli.Capture;

public sealed class JournalFilesSpecs : IDisposable
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private readonly string _root = Directory.CreateTempSubdirectory("edgeactors-").FullName;
    private readonly CaptureJournalSerializer _serializer = new(null);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Folder_without_a_journal_has_no_state() => Assert.Null(JournalFiles.Read(_root, 10, []));

    [Fact]
    public void State_is_that_of_the_events()
    {
        WriteEvents(1, Accepted(1, "a"), Accepted(2, "b"), new BatchFormed(1, [1]));

        CaptureState state = JournalFiles.Read(_root, 10, [])!;

        Assert.Equal((2, 2), (state.Books.Accepted, state.Pending));
        JournalView view = JournalFiles.ViewOf(state);
        Assert.Equal([CaptureKey.Of("b"), CaptureKey.Of("a")], view.Pending.AsEnumerable());
        Assert.Equal(0, view.PendingUnnamed);
        Assert.Equal(["waiting", "batched"], CaptureListCommand.Groups(CaptureView.Of(state), Begin.AddHours(1)).Select(group => group.State));
    }

    [Fact]
    public void Events_that_the_snapshot_has_are_left_out()
    {
        CaptureState before = CaptureState.Recover(null, [Accepted(1, "a"), Accepted(2, "b")], 10);
        WriteSnapshot(2, before.ToSnapshot());
        WriteEvents(1, Accepted(1, "a"), Accepted(2, "b"), Accepted(3, "c"));

        Assert.Equal(3, JournalFiles.Read(_root, 10, [])!.Books.Accepted);
    }

    [Fact]
    public void Batches_that_a_snapshot_only_counts_are_one_group_and_balance()
    {
        CaptureState before = CaptureState.Recover(null, [Accepted(1, "a"), new BatchFormed(1, [1]), new BatchSealed(1)], 10);
        WriteSnapshot(3, before.ToSnapshot());
        WriteEvents(4, Accepted(2, "b"));

        CaptureState state = JournalFiles.Read(_root, 10, [])!;

        Assert.Equal(
            [("waiting", 1, 3), ("spooled", 1, null)],
            CaptureListCommand.Groups(CaptureView.Of(state), Begin).Select(group => (group.State, (int)group.Captures, (int?)group.Bytes)));
        Assert.Equal(1, JournalFiles.ViewOf(state).PendingUnnamed);
        Assert.Empty(BooksAudit.Compare(JournalFiles.ViewOf(state), SinkView.Empty));
    }

    [Fact]
    public void A_journal_that_its_agent_has_for_itself_is_read_from_a_copy()
    {
        WriteEvents(1, Accepted(1, "a"));
        string journal = Path.Combine(_root, "db", "journal.db");
        using SqliteConnection agent = new($"Data Source={journal};Pooling=False");
        agent.Open();
        using SqliteCommand own = agent.CreateCommand();
        own.CommandText = "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; UPDATE event_journal SET is_deleted = 0";
        own.ExecuteNonQuery();

        Assert.Equal(1, JournalFiles.Read(_root, 10, [])!.Books.Accepted);
        Assert.Equal([journal, journal + "-wal"], Directory.GetFiles(Path.Combine(_root, "db")).Order());
    }

    [Theory]
    [InlineData("journal.db", 0)]
    [InlineData("snapshots.db", 1)]
    public void Database_that_its_agent_had_only_begun_is_empty(string begun, int accepted)
    {
        WriteEvents(1, Accepted(1, "a"));
        File.WriteAllBytes(Path.Combine(_root, "db", begun), []);

        Assert.Equal(accepted, JournalFiles.Read(_root, 10, [])!.Books.Accepted);
    }

    [Fact]
    public void Damaged_event_is_told()
    {
        WriteEvents(1, Accepted(1, "a"));
        Execute("journal.db", "UPDATE event_journal SET manifest = 'xx9'");

        CommandFailure failure = Assert.Throws<CommandFailure>(() => JournalFiles.Read(_root, 10, []));

        Assert.Contains("cannot be read", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_finds_what_the_sink_has_lost()
    {
        WriteEvents(1, Accepted(1, "a"), new BatchFormed(1, [1]), new BatchStored(1, [CaptureKey.Of("a")]));

        (int exitCode, string output) = await RunAsync("capture", "verify", "--data-root", _root, "--json");

        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal((ExitCode.Failed, false), (exitCode, json.RootElement.GetProperty("balanced").GetBoolean()));
        JsonElement finding = Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal("Missing", finding.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Verify_of_books_that_balance_ends_with_0()
    {
        WriteEvents(1, Accepted(1, "a"));

        (int exitCode, string output) = await RunAsync("capture", "verify", "--data-root", _root);

        Assert.Equal(ExitCode.Ok, exitCode);
        Assert.StartsWith("Accepted 1 = stored 0 + pending 1 + failed 0 + evicted 0; the books balance.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_shows_groups_with_sizes_and_ages()
    {
        WriteEvents(1, Accepted(1, "a"));

        (int exitCode, string output) = await RunAsync("capture", "ls", "--data-root", _root, "--json");

        using JsonDocument json = JsonDocument.Parse(output);
        JsonElement group = Assert.Single(json.RootElement.GetProperty("groups").EnumerateArray());
        Assert.Equal((ExitCode.Ok, 1), (exitCode, json.RootElement.GetProperty("pending").GetInt32()));
        Assert.Equal(("waiting", 3), (group.GetProperty("state").GetString(), group.GetProperty("bytes").GetInt32()));
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("verify")]
    public async Task Agent_without_a_journal_is_told_of(string verb)
    {
        (int exitCode, string output) = await RunAsync("capture", verb, "--data-root", _root, "--json");

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains("there is no journal in", output, StringComparison.Ordinal);
    }

    private static CaptureAccepted Accepted(long number, string id) => new(new CapturedData(
        number, id, "m", "1", Begin, Begin, [new CapturedItem(CaptureItemKind.AuxiliaryInput, "n", "bin", IsBase64: false, 3, new byte[3])]));

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] line)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = await CommandLine.RunAsync(line, output, error);
        Assert.Empty(error.ToString());
        return (exitCode, output.ToString());
    }

    private void WriteEvents(long from, params ICaptureRecord[] events)
    {
        Execute("journal.db", "CREATE TABLE event_journal (persistence_id TEXT, sequence_nr INTEGER, is_deleted INTEGER, manifest TEXT, payload BLOB)");
        foreach (ICaptureRecord happened in events)
        {
            Execute("journal.db", "INSERT INTO event_journal VALUES ($1, $2, 0, $3, $4)", from++, happened);
        }
    }

    private void WriteSnapshot(long number, CaptureSnapshot snapshot)
    {
        Execute("snapshots.db", "CREATE TABLE snapshot (persistence_id TEXT, sequence_nr INTEGER, manifest TEXT, payload BLOB)");
        Execute("snapshots.db", "INSERT INTO snapshot VALUES ($1, $2, $3, $4)", number, snapshot);
    }

    private void Execute(string file, string sql, long number = 0, ICaptureRecord? record = null)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, "db")).FullName;
        using SqliteConnection connection = new($"Data Source={Path.Combine(folder, file)};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        if (record is not null)
        {
            command.Parameters.AddWithValue("$1", JournalFiles.PersistenceId);
            command.Parameters.AddWithValue("$2", number);
            command.Parameters.AddWithValue("$3", _serializer.Manifest(record));
            command.Parameters.AddWithValue("$4", _serializer.ToBinary(record));
        }

        command.ExecuteNonQuery();
    }
}
