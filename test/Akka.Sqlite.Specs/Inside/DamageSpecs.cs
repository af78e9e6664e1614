using Akka.Persistence.Sqlite.Damage;
using Akka.Persistence.Sqlite.Database;
using Akka.Persistence.Sqlite.Journal;
using Akka.Persistence.Sqlite.Snapshot;

namespace Akka.Specs.Persistence.Sqlite.Inside;

public sealed class DamageSpecs : IDisposable
{
    private const int Events = 300;
    private const int PageSize = 4096;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("damage-");

    private SqliteOptions Options => new() { ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "journal.db")}", AutoInitialize = true };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_whole_database_is_left_alone()
    {
        await FillAsync();
        byte[] before = await File.ReadAllBytesAsync(Options.File);

        Assert.Null(Examine());

        Assert.Equal(before, await File.ReadAllBytesAsync(Options.File));
        Assert.Null(new DatabaseDoctor(new SqliteOptions { ConnectionString = "Data Source=:memory:" }, "", isJournal: true).Examine());
    }

    [Fact]
    public async Task A_lost_header_costs_no_event()
    {
        await FillAsync();
        await DamageAsync((file, _) => file.AsSpan(0, 100).Clear());

        DamageReport? report = Examine();

        Assert.Equal(Events, report!.Events);
        Assert.Equal(Enumerable.Range(1, Events).Select(n => (long)n), await NumbersAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_page_of_noise_costs_the_rows_on_it_only(int seed)
    {
        await FillAsync();
        await DamageAsync((file, random) => random.NextBytes(file.AsSpan(random.Next(2, file.Length / PageSize) * PageSize, PageSize)), seed);

        DamageReport? report = Examine();

        Assert.NotNull(report);
        IReadOnlyList<long> left = await NumbersAsync();
        Assert.Equal(report.Events, left.Count);
        Assert.InRange(left.Count, Events - 20, Events);
        Assert.Contains($"{left.Count} events", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_cut_keeps_the_rows_before_the_cut()
    {
        await FillAsync();
        byte[] bytes = await File.ReadAllBytesAsync(Options.File);
        await File.WriteAllBytesAsync(Options.File, bytes[..((bytes.Length / 2) + 17)]);

        DamageReport? report = Examine();

        Assert.InRange(report!.Events, Events / 4, Events * 3 / 4);
        Assert.Equal(report.Events, (await NumbersAsync()).Count);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_set_aside_and_an_empty_one_takes_its_place()
    {
        await File.WriteAllTextAsync(Options.File, "This is a letter to somebody else, and no database at all. " + new string('.', 5000));

        DamageReport? report = Examine();

        Assert.Equal(0, report!.Events);
        Assert.Equal(Options.File + ".damaged-1", report.SetAside);
        Assert.StartsWith("This is a letter", await File.ReadAllTextAsync(report.SetAside), StringComparison.Ordinal);
        Assert.Empty(await NumbersAsync());
        Assert.Null(Examine());
    }

    [Fact]
    public async Task Deleted_events_stay_deleted_and_the_number_of_the_last_is_kept()
    {
        await FillAsync();
        using (JournalBed bed = new(folder: _folder.FullName))
        {
            await bed.DeleteAsync("a", 200);
            await bed.WriteAsync(JournalBed.Row("b", 1), JournalBed.Row("b", 2));
            await bed.DeleteAsync("b", long.MaxValue);
        }

        await DamageAsync((file, _) => file.AsSpan(24, 4).Fill(0xFF));
        await DamageAsync((file, _) => file.AsSpan(file.Length - PageSize, PageSize).Fill(0xEE));

        DamageReport? report = Examine();

        Assert.NotNull(report);
        Assert.All(await NumbersAsync(), number => Assert.True(number > 200));
        using JournalBed mended = new(folder: _folder.FullName);
        Assert.Equal(2, await mended.HighestAsync("b"));
    }

    [Fact]
    public async Task Rows_that_have_the_row_id_of_deleted_ones_are_rescued_beside_them()
    {
        await FillAsync();
        using (JournalBed bed = new(folder: _folder.FullName))
        {
            await bed.DeleteAsync("a", Events);
            await bed.WriteAsync([.. Enumerable.Range(Events + 1, 20).Select(n => JournalBed.Row("a", n, bytes: 100))]);
        }

        await DamageAsync((file, _) => file.AsSpan(0, 100).Clear());

        Assert.NotNull(Examine());

        Assert.Equal(Enumerable.Range(Events + 1, 20).Select(n => (long)n), (await NumbersAsync()).Where(number => number > Events));
    }

    [Fact]
    public async Task A_mended_file_takes_its_name_after_a_crash_in_between()
    {
        await FillAsync();
        File.Move(Options.File, Options.File + ".mended");

        Assert.Null(Examine());

        Assert.Equal(Events, (await NumbersAsync()).Count);
    }

    [Fact]
    public async Task A_crash_between_the_moves_does_not_leave_the_damaged_log_to_the_mended_file()
    {
        await FillAsync();
        File.Move(Options.File, Options.File + ".mended");
        await File.WriteAllTextAsync(Options.File + ".damaged-1", "the damaged one");
        await File.WriteAllTextAsync(Options.File + "-wal", "its log");

        Assert.Null(Examine());

        Assert.Equal("its log", await File.ReadAllTextAsync(Options.File + ".damaged-1-wal"));
        Assert.Equal(Events, (await NumbersAsync()).Count);
    }

    [Fact]
    public void Damaged_snapshots_are_set_aside_in_the_folder_of_choice()
    {
        SqliteOptions options = Options with { TableName = "snapshot", IsWal = false, DamagedFolder = Path.Combine(_folder.FullName, "aside") };
        using (SqliteDatabase database = new(options, SnapshotTable.Schema(options)))
        {
            SnapshotTable table = new(database, new Ballast("", 0));
            table.Save(new SnapshotRow("a", 1, 5, "s1", new byte[300_000], 1001));
            table.Save(new SnapshotRow("a", 2, 6, "s1", new byte[200], 1001));
        }

        byte[] bytes = File.ReadAllBytes(options.File);
        bytes.AsSpan(16, 30).Clear();
        File.WriteAllBytes(options.File, bytes);

        DamageReport? report = new DatabaseDoctor(options, SnapshotTable.Schema(options), isJournal: false).Examine();

        Assert.Equal((2, Path.Combine(_folder.FullName, "aside", "journal.db.damaged-1")), (report!.Snapshots, report.SetAside));
        using SqliteDatabase mended = new(options, SnapshotTable.Schema(options));
        Assert.Equal(200, new SnapshotTable(mended, new Ballast("", 0)).Load("a", 0, 9, 0, 9).Payload.Length);
        Assert.Equal(300_000, new SnapshotTable(mended, new Ballast("", 0)).Load("a", 0, 1, 0, 9).Payload.Length);
    }

    private DamageReport? Examine() => new DatabaseDoctor(Options, JournalTables.Schema(Options), isJournal: true).Examine();

    private async Task FillAsync()
    {
        using JournalBed bed = new(folder: _folder.FullName);
        for (int n = 1; n <= Events; n++)
        {
            await bed.WriteAsync(JournalBed.Row("a", n, bytes: n % 10 == 0 ? 9000 : 1200));
        }
    }

    private async Task<IReadOnlyList<long>> NumbersAsync()
    {
        using JournalBed bed = new(folder: _folder.FullName);
        return [.. (await bed.ReadAsync("a")).Select(row => row.SequenceNr)];
    }

    private async Task DamageAsync(Action<byte[], Random> damage, int seed = 1)
    {
        byte[] bytes = await File.ReadAllBytesAsync(Options.File);
        damage(bytes, new Random(seed));
        await File.WriteAllBytesAsync(Options.File, bytes);
    }
}
