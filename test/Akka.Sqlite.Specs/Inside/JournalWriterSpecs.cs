using Akka.Persistence.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace Akka.Specs.Persistence.Sqlite.Inside;

public sealed class JournalWriterSpecs
{
    private const int Constraint = 19;
    private const int FsyncFailed = 1034;

    [Fact]
    public async Task Writes_that_wait_together_share_a_transaction()
    {
        using JournalBed bed = new();
        int commits = 0;
        bed.Database.Committing = () => commits++;
        using ManualResetEventSlim gate = new();
        Task blocked = bed.Thread.RunAsync(() => gate.Wait(TimeSpan.FromSeconds(30)));
        Task<Exception?>[] writes = [.. Enumerable.Range(0, 50).Select(n => bed.WriteAsync(JournalBed.Row($"actor-{n}", 1)))];

        gate.Set();
        await blocked;

        Assert.All(await Task.WhenAll(writes), Assert.Null);
        Assert.Equal(1, commits);
    }

    [Fact]
    public async Task Writes_that_are_queued_together_share_a_transaction_also_when_the_thread_waits_for_them()
    {
        using JournalBed bed = new();
        List<int> sizes = [];
        using DatabaseThread thread = new("idle", new SqliteDatabase(bed.Options, ""), writes => sizes.Add(writes.Count));

        for (int i = 0; i < 20; i++)
        {
            thread.Add([.. Enumerable.Range(0, 5).Select(n => new PendingWrite([JournalBed.Row($"actor-{n}", i)], static _ => { }))]);
            await thread.RunAsync(static () => true);
        }

        Assert.Equal(Enumerable.Repeat(5, 20), sizes);
    }

    [Fact]
    public async Task A_transaction_ends_before_its_rows_exceed_the_limit()
    {
        using JournalBed bed = new(options => options with { TransactionBytes = 8 << 10 });
        int commits = 0;
        bed.Database.Committing = () => commits++;
        using ManualResetEventSlim gate = new();
        Task blocked = bed.Thread.RunAsync(() => gate.Wait(TimeSpan.FromSeconds(30)));
        Task<Exception?>[] writes = [.. Enumerable.Range(0, 12).Select(n => bed.WriteAsync(JournalBed.Row($"actor-{n}", 1, bytes: 3500)))];

        gate.Set();
        await blocked;

        Assert.All(await Task.WhenAll(writes), Assert.Null);
        Assert.Equal(6, commits);
    }

    [Fact]
    public async Task A_number_that_exists_rejects_its_own_write_only_and_all_rows_of_it()
    {
        using JournalBed bed = new();
        await bed.WriteAsync(JournalBed.Row("a", 2));
        using ManualResetEventSlim gate = new();
        Task blocked = bed.Thread.RunAsync(() => gate.Wait(TimeSpan.FromSeconds(30)));
        Task<Exception?> before = bed.WriteAsync(JournalBed.Row("b", 1));
        Task<Exception?> broken = bed.WriteAsync(JournalBed.Row("a", 1), JournalBed.Row("a", 2));
        Task<Exception?> after = bed.WriteAsync(JournalBed.Row("c", 1), JournalBed.Row("c", 2));

        gate.Set();
        await blocked;

        Assert.Null(await before);
        Assert.Equal(Constraint, Assert.IsType<SqliteException>(await broken).SqliteErrorCode);
        Assert.Null(await after);
        Assert.Equal([2L], (await bed.ReadAsync("a")).Select(row => row.SequenceNr));
        Assert.Equal([1L, 2L], (await bed.ReadAsync("c")).Select(row => row.SequenceNr));
    }

    [Fact]
    public async Task A_failed_commit_rejects_its_writes_and_later_ones_go_to_a_new_connection()
    {
        using JournalBed bed = new();
        await bed.WriteAsync(JournalBed.Row("a", 1));
        SqliteConnection first = await bed.Thread.RunAsync(() => bed.Database.Connection);
        bed.Database.Committing = () => throw new SqliteException("disk I/O error", FsyncFailed & 0xff, FsyncFailed);

        Exception? failed = await bed.WriteAsync(JournalBed.Row("a", 2));
        bed.Database.Committing = () => { };
        Exception? next = await bed.WriteAsync(JournalBed.Row("a", 3));

        Assert.Equal(FsyncFailed, Assert.IsType<SqliteException>(failed).SqliteExtendedErrorCode);
        Assert.Null(next);
        Assert.NotSame(first, await bed.Thread.RunAsync(() => bed.Database.Connection));
        Assert.Equal([1L, 3L], (await bed.ReadAsync("a")).Select(row => row.SequenceNr));
    }

    [Fact]
    public async Task What_a_failed_commit_stored_all_the_same_is_removed_before_anybody_reads_it()
    {
        using JournalBed bed = new();
        bed.Database.Committing = () =>
        {
            bed.Database.Execute("COMMIT");
            throw new SqliteException("disk I/O error", FsyncFailed & 0xff, FsyncFailed);
        };
        Exception? failed = await bed.WriteAsync(JournalBed.Row("a", 1));
        bed.Database.Committing = () => { };
        long before = await bed.HighestAsync("a");

        await bed.Thread.RunAsync(() =>
        {
            bed.Writer.Settle();
            return true;
        });

        Assert.NotNull(failed);
        Assert.Equal(1, before);
        Assert.Equal(0, await bed.HighestAsync("a"));
    }

    [Fact]
    public async Task A_journal_that_is_closed_completes_what_was_queued_and_refuses_the_rest()
    {
        JournalBed bed = new();
        Task<Exception?>[] writes = [.. Enumerable.Range(1, 200).Select(n => bed.WriteAsync(JournalBed.Row("a", n)))];

        bed.Dispose();

        Assert.All(await Task.WhenAll(writes), Assert.Null);
        Assert.IsType<ObjectDisposedException>(await bed.WriteAsync(JournalBed.Row("a", 201)));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => bed.HighestAsync("a"));
    }

    [Fact]
    public async Task Highest_number_outlives_its_event_and_a_deletion_keeps_what_is_above()
    {
        using JournalBed bed = new();
        await bed.WriteAsync([.. Enumerable.Range(1, 500).Select(n => JournalBed.Row("a", n, bytes: 50))]);
        await bed.WriteAsync(JournalBed.Row("b", 1));

        await bed.DeleteAsync("a", 499);
        Assert.Equal([500L], (await bed.ReadAsync("a")).Select(row => row.SequenceNr));
        await bed.DeleteAsync("a", long.MaxValue);

        Assert.Empty(await bed.ReadAsync("a"));
        Assert.Equal(500, await bed.HighestAsync("a"));
        Assert.Equal(1, await bed.HighestAsync("b"));
        Assert.Equal(1, await bed.Thread.RunAsync(() => bed.Database.Number("SELECT COUNT(*) FROM journal_metadata")));
    }

    [Fact]
    public async Task Who_waits_for_a_write_hears_of_it_before_the_files_are_measured()
    {
        using JournalBed bed = new();
        await bed.WriteAsync(JournalBed.Row("a", 1));
        int before = await bed.Thread.RunAsync(() => bed.Database.Room.LogFrames);
        int told = -1;
        bed.Thread.Add(new PendingWrite([JournalBed.Row("a", 2)], _ => told = bed.Database.Room.LogFrames));

        int after = await bed.Thread.RunAsync(() => bed.Database.Room.LogFrames);

        Assert.Equal(before, told);
        Assert.True(after > before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_fails_behind_a_commit_is_told_and_harms_no_write(bool isInSqlite)
    {
        using JournalBed bed = new();
        List<string> troubles = [];
        bed.Database.Troubled = (what, e) => troubles.Add($"{what}: {e.Message}");
        Exception? first = await bed.WriteAsync(JournalBed.Row("a", 1));

        await bed.Thread.RunAsync(() =>
        {
            bed.Database.Afterwards("checkpoint", () => throw (isInSqlite ? new SqliteException("no disk", FsyncFailed) : new IOException("no disk")));
            return true;
        });
        Exception? second = await bed.WriteAsync(JournalBed.Row("a", 2));

        Assert.Null(first);
        Assert.Null(second);
        Assert.Equal(["checkpoint: no disk"], troubles);
        Assert.Equal([1L, 2L], (await bed.ReadAsync("a")).Select(row => row.SequenceNr));
    }

    [Fact]
    public async Task The_log_is_not_cut_behind_checkpoints_of_usual_groups()
    {
        using JournalBed bed = new();
        List<long> lengths = [];

        for (int number = 1; number <= 60; number++)
        {
            Assert.Null(await bed.WriteAsync(JournalBed.Row("capture", number, bytes: 18_000)));
            lengths.Add(new FileInfo(bed.Options.File + "-wal").Length);
        }

        Assert.Equal(lengths.Order(), lengths);
        Assert.InRange(lengths[^1], bed.Options.CheckpointPages * 4096, bed.Options.JournalSizeLimit);
    }

    [Fact]
    public async Task Settings_that_durability_rests_on_are_those_of_the_connection()
    {
        using JournalBed bed = new(options => options with { Budget = 3_100_000, BusyTimeout = TimeSpan.FromSeconds(1) });

        string settings = await bed.Thread.RunAsync(() => string.Join(' ', new[]
        {
            "journal_mode", "synchronous", "busy_timeout", "wal_autocheckpoint", "journal_size_limit", "page_size", "auto_vacuum", "max_page_count",
        }.Select(name => $"{name}={bed.Database.Command("PRAGMA " + name).ExecuteScalar()}")));

        Assert.Equal(
            "journal_mode=wal synchronous=2 busy_timeout=1000 wal_autocheckpoint=0 journal_size_limit=393216 page_size=4096 auto_vacuum=2 "
            + $"max_page_count={new FileBudget(3_100_000, 4096, true, 256 << 10).MaxPages}",
            settings);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bed.Options.File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bed.Options.File + "-wal"));
    }
}
