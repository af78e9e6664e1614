using Akka.Persistence.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace Akka.Specs.Persistence.Sqlite.Inside;

/// <summary>Journals whose log has its index in memory.</summary>
public sealed class ExclusiveSpecs
{
    private const int SqliteBusy = 5;

    [Fact]
    public async Task There_is_no_index_to_map_and_nobody_else_gets_in()
    {
        using JournalBed bed = new(options => options with { IsExclusive = true });
        File.WriteAllText(bed.Options.File + "-shm", "of a process that died");
        await bed.WriteAsync(JournalBed.Row("a", 1));

        Assert.False(File.Exists(bed.Options.File + "-shm"));
        using SqliteConnection foreign = new($"Data Source={bed.Options.File};Pooling=False;Default Timeout=1");
        foreign.Open();
        using SqliteCommand read = foreign.CreateCommand();
        read.CommandText = "SELECT count(*) FROM event_journal";
        Assert.Equal(SqliteBusy, Assert.Throws<SqliteException>(read.ExecuteScalar).SqliteErrorCode);
    }

    [Fact]
    public async Task What_a_killed_process_left_is_recovered()
    {
        using JournalBed bed = new(options => options with { IsExclusive = true });
        for (int n = 1; n <= 50; n++)
        {
            Assert.Null(await bed.WriteAsync(JournalBed.Row("a", n)));
        }

        DirectoryInfo left = Directory.CreateTempSubdirectory("journal-");
        foreach (string file in Directory.GetFiles(bed.Folder))
        {
            File.Copy(file, Path.Combine(left.FullName, Path.GetFileName(file)));
        }

        using (JournalBed next = new(options => options with { IsExclusive = true }, left.FullName))
        {
            Assert.Equal(50, (await next.ReadAsync("a")).Count);
            Assert.Null(await next.WriteAsync(JournalBed.Row("a", 51)));
        }

        left.Delete(recursive: true);
    }

    [Fact]
    public async Task Where_a_full_disk_ends_nobody_the_index_is_shared()
    {
        using JournalBed bed = new();
        await bed.WriteAsync(JournalBed.Row("a", 1));

        Assert.Equal(!OutOfPlace.Writes(bed.Folder), File.Exists(bed.Options.File + "-shm"));
        Assert.False(OutOfPlace.Writes("/dev/shm/journal.db"));
        Assert.False(OutOfPlace.Writes("/nowhere/at/all/journal.db"));
    }
}
