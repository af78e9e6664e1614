using Akka.Persistence.Sqlite.Damage;
using Akka.Persistence.Sqlite.Database;
using Akka.Persistence.Sqlite.Journal;

namespace Akka.Specs.Persistence.Sqlite.Inside;

/// <summary>Damage to the write-ahead log, which SQLite takes for the log's end.</summary>
public sealed class LogDamageSpecs : IDisposable
{
    private const int Events = 40;
    private const int PageSize = 4096;
    private const int Header = 32;
    private const int Frame = 24 + PageSize;
    private const int Salts = 8;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("damage-");

    private SqliteOptions Options => new() { ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "journal.db")}", AutoInitialize = true };

    private string Log => Options.File + "-wal";

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_waits_in_the_log_is_rescued_too()
    {
        using JournalBed bed = Bed();
        await bed.WriteAsync(Rows(1, 300));
        byte[] log = await File.ReadAllBytesAsync(bed.Options.File + "-wal");

        RescuedRows rows = new(new RowScan(new PageImage(new byte[PageSize], log)));

        Assert.Equal(300, rows.Events);
    }

    [Fact]
    public async Task A_flipped_bit_in_the_log_costs_no_later_event()
    {
        await LeaveAsync(log => log[log.Length / 2] ^= 1);

        DamageReport? report = Examine();

        Assert.InRange(report!.Events, Events - 4, Events);
        Assert.Contains(Events, await NumbersAsync());
    }

    [Fact]
    public async Task A_frame_with_other_salts_costs_no_later_event()
    {
        await LeaveAsync(log => log[Middle(log) + Salts] ^= 1);

        DamageReport? report = Examine();

        Assert.InRange(report!.Events, Events - 4, Events);
        Assert.Contains(Events, await NumbersAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(16)]
    [InlineData(23)]
    [InlineData(24)]
    public async Task A_flipped_bit_in_the_logs_header_costs_no_event(int at)
    {
        await LeaveAsync(log => log[at] ^= 1);

        Assert.Equal(Events, Examine()!.Events);

        Assert.Equal(Numbers(1, Events), await NumbersAsync());
    }

    [Fact]
    public async Task A_lost_first_block_of_the_log_costs_no_later_event()
    {
        await LeaveAsync(log => log.AsSpan(0, PageSize).Clear());

        Assert.NotNull(Examine());

        Assert.Contains(Events, await NumbersAsync());
    }

    [Theory]
    [InlineData(16)]
    [InlineData(Header + Salts)]
    public async Task Frames_of_an_earlier_log_stay_where_they_are(int at)
    {
        using JournalBed bed = Bed();
        await bed.WriteAsync(Rows(1, Events));
        long length = new FileInfo(bed.Options.File + "-wal").Length;
        Assert.Null(await bed.Thread.RunAsync(() => bed.Database.Room.TryCheckpoint(truncate: false)));
        for (int n = Events + 1; n <= Events + 4; n++)
        {
            await bed.WriteAsync(Rows(n, n));
        }

        await TakeAsync(bed, log => log[at] ^= 1);
        Assert.Equal(length, new FileInfo(Log).Length);

        Assert.NotNull(Examine());

        Assert.Equal(Numbers(1, Events + 4), await NumbersAsync());
    }

    [Fact]
    public async Task A_damaged_page_number_makes_the_database_no_larger()
    {
        await LeaveAsync(log => log[Middle(log)] |= 0x40);
        byte[] file = await File.ReadAllBytesAsync(Options.File);
        byte[] log = await File.ReadAllBytesAsync(Log);

        Assert.InRange(new PageImage(file, log).Count, 1, (file.Length / PageSize) + (log.Length / Frame) + 1);

        Assert.NotNull(Examine());
        Assert.Contains(Events, await NumbersAsync());
    }

    [Fact]
    public async Task A_torn_end_of_the_log_is_no_damage()
    {
        using JournalBed bed = Bed();
        await bed.WriteAsync(Rows(1, 1));
        await bed.WriteAsync(Rows(2, 21));
        await TakeAsync(bed, log => log[^20_000] ^= 1);

        Assert.Null(Examine());

        Assert.Equal([1], await NumbersAsync());
    }

    [Fact]
    public async Task A_header_without_synced_transactions_is_no_damage()
    {
        await LeaveAsync(_ => { });
        byte[] log = await File.ReadAllBytesAsync(Log);
        int end = Header;
        bool isCommit = false;
        for (; !isCommit; end += Frame)
        {
            isCommit = log.AsSpan(end + 4, 4).ContainsAnyExcept((byte)0);
        }

        log.AsSpan(0, Header).Clear();
        Assert.False(LogCheck.IsDamaged(log.AsSpan(0, end)));
        Assert.False(LogCheck.IsDamaged(log.AsSpan(0, Header)));
        Assert.False(LogCheck.IsDamaged(log.AsSpan(0, Header + Frame - 1)));
        Assert.False(LogCheck.IsDamaged(new byte[log.Length]));
        Assert.False(LogCheck.IsDamaged([]));
    }

    private static JournalBed Bed() => new(options => options with { CheckpointPages = 10_000, JournalSizeLimit = 16 << 20 });

    private static EventRow[] Rows(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(n => JournalBed.Row("a", n))];

    private static IEnumerable<long> Numbers(int first, int last) => Enumerable.Range(first, last - first + 1).Select(n => (long)n);

    private static int Middle(byte[] log) => Header + (log.Length / Frame / 2 * Frame);

    /// <summary>Leaves a database whose events wait in the log, which is damaged.</summary>
    private async Task LeaveAsync(Action<byte[]> damage)
    {
        using JournalBed bed = Bed();
        for (int n = 1; n <= Events; n++)
        {
            await bed.WriteAsync(Rows(n, n));
        }

        await TakeAsync(bed, damage);
    }

    private async Task TakeAsync(JournalBed bed, Action<byte[]> damage)
    {
        byte[] log = await File.ReadAllBytesAsync(bed.Options.File + "-wal");
        damage(log);
        File.Copy(bed.Options.File, Options.File);
        await File.WriteAllBytesAsync(Log, log);
    }

    private DamageReport? Examine() => new DatabaseDoctor(Options, JournalTables.Schema(Options), isJournal: true).Examine();

    private async Task<IReadOnlyList<long>> NumbersAsync()
    {
        using JournalBed bed = new(folder: _folder.FullName);
        return [.. (await bed.ReadAsync("a")).Select(row => row.SequenceNr)];
    }
}
