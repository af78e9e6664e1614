using EdgeActors.Storage.Files;

namespace EdgeActors.Specs.Storage.Files;

public sealed class StagedFolderSpecs : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_folder_appears_whole()
    {
        DurableFolder root = Root();
        using (StagedFolder staged = root.Stage("a/b"))
        {
            Write(staged, "x/y/file");
            staged.MakeFolder("empty");
            Assert.False(Directory.Exists(_place["root/a/b"]));
            staged.Commit();
        }

        Assert.Equal(["root/a/b/x/y/file"], _place.Files);
        Assert.True(Directory.Exists(_place["root/a/b/empty"]));
    }

    [Fact]
    public void Without_a_commit_nothing_stays()
    {
        using (StagedFolder staged = Root().Stage("a/b"))
        {
            Write(staged, "x/file");
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_place["root/a"]));
    }

    [Fact]
    public void What_an_earlier_life_left_is_not_taken_over()
    {
        Directory.CreateDirectory(_place["root/a/.b.new/x"]);
        File.WriteAllText(_place["root/a/.b.new/x/old"], "old");

        using (StagedFolder staged = Root().Stage("a/b"))
        {
            Write(staged, "file");
            staged.Commit();
        }

        Assert.Equal(["root/a/b/file"], _place.Files);
    }

    [Theory]
    [InlineData("../out")]
    [InlineData("a/../../out")]
    [InlineData("a//b")]
    public void Names_that_lead_out_are_refused(string name)
    {
        using StagedFolder staged = Root().Stage("a");

        Assert.Equal(StorageFault.Unsafe, Assert.Throws<StorageException>(() => staged.CreateFile(name)).Fault);
    }

    [Fact]
    public void A_file_is_never_opened_twice_nor_through_a_link()
    {
        using StagedFolder staged = Root().Stage("a");
        Write(staged, "file");
        File.CreateSymbolicLink(Path.Combine(staged.Path, "link"), _place["out"]);
        Directory.CreateSymbolicLink(Path.Combine(staged.Path, "folder"), _place.Path);

        Assert.Throws<StorageException>(() => staged.CreateFile("file"));
        Assert.Throws<StorageException>(() => staged.CreateFile("link"));
        Assert.Throws<StorageException>(() => staged.CreateFile("folder/out"));
        Assert.False(File.Exists(_place["out"]));
    }

    [Fact]
    public void A_tree_is_removed_without_what_its_links_lead_to()
    {
        Directory.CreateDirectory(_place["root/a/b/c"]);
        Directory.CreateDirectory(_place["out"]);
        File.WriteAllText(_place["out/file"], "alive");
        File.WriteAllText(_place["root/a/.hidden"], "x");
        Directory.CreateSymbolicLink(_place["root/a/b/link"], _place["out"]);

        Root().RemoveTree("a");
        Root().RemoveTree("nothing/there");

        Assert.Equal(["out/file"], _place.Files);
        Assert.False(Directory.Exists(_place["root/a"]));
    }

    private static void Write(StagedFolder staged, string name)
    {
        using OpenedFile file = staged.CreateFile(name);
        file.Write("content"u8);
        file.Sync();
        file.Close();
    }

    private DurableFolder Root() => new(_place["root"], FileCalls.ForThisSystem());
}
