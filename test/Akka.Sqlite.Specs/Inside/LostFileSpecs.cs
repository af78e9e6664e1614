using Akka.Persistence.Sqlite.Database;
using Akka.Persistence.Sqlite.Snapshot;
using Microsoft.Data.Sqlite;

namespace Akka.Specs.Persistence.Sqlite.Inside;

/// <summary>Journals whose files are taken from under them.</summary>
public sealed class LostFileSpecs
{
    private const int DatabaseMoved = 1032;

    [Fact]
    public async Task Nothing_is_stored_in_a_file_that_was_removed()
    {
        using JournalBed bed = new();
        Assert.Null(await bed.WriteAsync(JournalBed.Row("a", 1)));

        Array.ForEach(Directory.GetFiles(bed.Folder), File.Delete);

        MustBeLost(bed, await bed.WriteAsync(JournalBed.Row("a", 2)));
        MustBeLost(bed, await bed.WriteAsync(JournalBed.Row("a", 3)));
        MustBeLost(bed, await Assert.ThrowsAsync<SqliteException>(() => bed.ReadAsync("a")));
        Assert.Empty(Directory.GetFiles(bed.Folder));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_took_the_place_is_left_as_it_is(bool isExclusive)
    {
        using JournalBed bed = new(options => options with { IsExclusive = isExclusive });
        Assert.Null(await bed.WriteAsync(JournalBed.Row("a", 1)));
        File.Move(bed.Options.File, bed.Options.File + ".old");
        File.WriteAllText(bed.Options.File, "restored");

        MustBeLost(bed, await bed.WriteAsync(JournalBed.Row("a", 2)));

        Assert.Equal("restored", File.ReadAllText(bed.Options.File));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_looked_at_for_a_while_costs_only_what_came_then()
    {
        using JournalBed bed = new();
        Assert.Null(await bed.WriteAsync(JournalBed.Row("a", 1)));
        Directory.Move(bed.Folder, bed.Folder + ".away");
        File.CreateSymbolicLink(bed.Folder, bed.Folder);

        Assert.IsAssignableFrom<IOException>(await bed.WriteAsync(JournalBed.Row("a", 2)));
        File.Delete(bed.Folder);
        Directory.Move(bed.Folder + ".away", bed.Folder);

        Assert.Null(await bed.WriteAsync(JournalBed.Row("a", 3)));
        Assert.Equal([1, 3], (await bed.ReadAsync("a")).Select(row => row.SequenceNr));
    }

    [Fact]
    public void Snapshots_stand_alone_and_begin_anew()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("snapshots-");
        SqliteOptions options = new()
        {
            ConnectionString = $"Data Source={Path.Combine(folder.FullName, "snapshots.db")}",
            AutoInitialize = true,
            TableName = "snapshot",
            IsWal = false,
        };
        using (SqliteDatabase database = new(options, SnapshotTable.Schema(options)))
        {
            SnapshotTable table = new(database, new Ballast("", 0));
            table.Save(new SnapshotRow("a", 1, 0, "m", [1], 1));
            File.Delete(options.File);

            Assert.Equal(
                DatabaseMoved, Assert.Throws<SqliteException>(() => table.Save(new SnapshotRow("a", 2, 0, "m", [2], 1))).SqliteExtendedErrorCode);
            table.Save(new SnapshotRow("a", 3, 0, "m", [3], 1));
            Assert.Equal(3, table.Load("a", 0, long.MaxValue, 0, long.MaxValue).SequenceNr);
        }

        folder.Delete(recursive: true);
    }

    private static void MustBeLost(JournalBed bed, Exception? failure)
    {
        SqliteException lost = Assert.IsType<SqliteException>(failure);
        Assert.Equal(DatabaseMoved, lost.SqliteExtendedErrorCode);
        Assert.StartsWith($"{bed.Options.File} was removed or replaced while it was in use", lost.Message, StringComparison.Ordinal);
    }
}
