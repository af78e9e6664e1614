using Microsoft.Data.Sqlite;

namespace Akka.Specs.Persistence.Sqlite.Inside;

/// <summary>On a small file system of its own, filled to the last byte.</summary>
public sealed class FullDiskSpecs
{
    private const int SqliteFull = 13;

    [NeedsMountFact]
    public async Task Writes_are_rejected_and_deletions_still_work_after_the_ballast_is_given_up()
    {
        using SmallDisk disk = new(megabytes: 2);
        string ballast = Path.Combine(disk.Folder, "ballast");
        using JournalBed bed = new(options => options with { BallastFile = ballast }, disk.Folder);
        Assert.True(bed.Ballast.Restore());
        for (int n = 1; n <= 400; n++)
        {
            Assert.Null(await bed.WriteAsync(JournalBed.Row("a", n)));
        }

        disk.Fill();
        int stored = 400;
        Exception? rejected = null;
        while (rejected is null)
        {
            rejected = await bed.WriteAsync(JournalBed.Row("a", stored + 1, bytes: 30_000));
            stored += rejected is null ? 1 : 0;
        }

        Assert.Equal(SqliteFull, Assert.IsType<SqliteException>(rejected).SqliteErrorCode);
        Assert.True(File.Exists(ballast));

        await bed.DeleteAsync("a", 400);

        Assert.Null(await bed.WriteAsync(JournalBed.Row("a", stored + 1)));
        Assert.Equal(stored - 400 + 1, (await bed.ReadAsync("a")).Count);

        disk.Drain();
        await bed.DeleteAsync("a", 401);
        Assert.Equal(bed.Options.BallastSize, new FileInfo(ballast).Length);
    }

    [NeedsMountFact]
    public async Task Without_ballast_a_full_disk_fails_the_deletion_and_keeps_every_event()
    {
        using SmallDisk disk = new(megabytes: 2);
        using JournalBed bed = new(options => options with { JournalSizeLimit = 0 }, disk.Folder);
        for (int n = 1; n <= 200; n++)
        {
            Assert.Null(await bed.WriteAsync(JournalBed.Row("a", n)));
        }

        await bed.Thread.RunAsync(() => bed.Database.Room.TryCheckpoint(truncate: true));
        disk.Fill();

        SqliteException failure = await Assert.ThrowsAsync<SqliteException>(() => bed.DeleteAsync("a", 100));

        Assert.Equal(SqliteFull, failure.SqliteErrorCode);
        disk.Drain();
        Assert.Equal(200, (await bed.ReadAsync("a")).Count);
        await bed.DeleteAsync("a", 100);
        Assert.Equal(100, (await bed.ReadAsync("a")).Count);
    }
}
