using System.Text;
using EdgeActors.Storage.Files;

namespace EdgeActors.Specs.Storage.Files;

public sealed class DurableFileSpecs : IDisposable
{
    private const string Name = "a/b/file";

    private readonly TemporaryFolder _place = new();

    public static TheoryData<int> DiskErrors => [Errors.InputOutput, Errors.NoSpace, Errors.Quota, Errors.ReadOnlySystem];

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_file_is_whole_under_its_name_for_its_owner_only()
    {
        DurableFolder folder = new(_place["new/root"], FileCalls.ForThisSystem());

        long? replaced = await Write(folder, "content");

        Assert.Null(replaced);
        Assert.Equal(["new/root/a/b/file"], _place.Files);
        Assert.Equal("content", File.ReadAllText(_place["new/root/a/b/file"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_place["new/root/a/b/file"]));
        UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.All(["new", "new/root", "new/root/a/b"], name => Assert.Equal(owner, File.GetUnixFileMode(_place[name])));
    }

    [Theory]
    [MemberData(nameof(DiskErrors))]
    public async Task Whichever_call_fails_a_new_file_is_whole_or_absent(int error)
    {
        bool failed = true;
        for (int nth = 1; failed; nth++)
        {
            string root = _place[$"new-{error}-{nth}"];
            failed = await Attempt(new DurableFolder(root, new FaultyCalls(nth, error)), "content", error);

            DurableFolder later = new(root, FileCalls.ForThisSystem());
            LeftOvers.Sweep(later, "another process");
            string[] left = [.. LeftOvers.Files(later).Select(file => file.Name)];
            Assert.True(left is [] or [Name]);
            Assert.True(left is [] ? failed : File.ReadAllText($"{root}/{Name}") == "content");
            Assert.True(!Directory.Exists(root) || Directory.GetFiles(root, "*", SearchOption.AllDirectories).Length == left.Length);
            Assert.True(nth < 200, "it never ends");
        }
    }

    [Theory]
    [MemberData(nameof(DiskErrors))]
    public async Task Whichever_call_fails_a_replaced_file_is_the_old_or_the_new_one(int error)
    {
        bool failed = true;
        for (int nth = 1; failed; nth++)
        {
            string root = _place[$"old-{error}-{nth}"];
            await Write(new DurableFolder(root, FileCalls.ForThisSystem()), "old");

            failed = await Attempt(new DurableFolder(root, new FaultyCalls(nth, error)), "new content", error);

            string content = File.ReadAllText($"{root}/{Name}");
            Assert.True(failed ? content is "old" or "new content" : content == "new content");
        }
    }

    [Fact]
    public async Task A_disk_that_stays_broken_leaves_only_what_the_next_start_sweeps()
    {
        await Write(new DurableFolder(_place.Path, FileCalls.ForThisSystem()), "old");
        FaultyCalls counting = new();
        await Write(new DurableFolder(_place.Path, counting), "old");

        for (int nth = 1; nth <= counting.Count; nth++)
        {
            await Attempt(new DurableFolder(_place.Path, new FaultyCalls(nth, Errors.NoSpace, onwards: true)), "old", Errors.NoSpace);
        }

        DurableFolder folder = new(_place.Path, FileCalls.ForThisSystem());
        Assert.Equal(0, LeftOvers.Sweep(folder, DurableFile.ProcessMark));
        Assert.True(LeftOvers.Sweep(folder, "another process") > 0);
        Assert.Equal([Name], _place.Files);
    }

    [Fact]
    public async Task Links_are_not_followed()
    {
        string outside = Directory.CreateDirectory(_place["outside"]).FullName;
        DurableFolder folder = new(_place["root"], FileCalls.ForThisSystem());
        folder.Ensure();
        Directory.CreateSymbolicLink(_place["root/a"], outside);
        File.CreateSymbolicLink(_place["root/file"], _place["outside/target"]);
        Directory.CreateSymbolicLink(_place["linked"], outside);

        StorageException[] refused =
        [
            await Assert.ThrowsAsync<StorageException>(() => Write(folder, "x")),
            await Assert.ThrowsAsync<StorageException>(() => Write(folder, "x", "file")),
            Assert.Throws<StorageException>(() => folder.OpenRead("file")),
            Assert.Throws<StorageException>(new DurableFolder(_place["linked"], FileCalls.ForThisSystem()).Ensure),
        ];

        Assert.All(refused, e => Assert.Equal(StorageFault.Unsafe, e.Fault));
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("/x")]
    [InlineData("a//x")]
    [InlineData("./x")]
    public async Task No_name_leads_out(string name)
    {
        DurableFolder folder = new(_place["root"], FileCalls.ForThisSystem());

        StorageException refused = await Assert.ThrowsAsync<StorageException>(() => Write(folder, "x", name));

        Assert.Equal(StorageFault.Unsafe, refused.Fault);
        Assert.Empty(_place.Files);
    }

    [Fact]
    public void A_folder_of_someone_else_is_refused()
    {
        Directory.CreateDirectory(_place["root"]);
        DurableFolder folder = new(_place["root"], new FaultyCalls { OtherUser = 4_000_000 });

        StorageException refused = Assert.Throws<StorageException>(folder.Ensure);

        Assert.Equal(StorageFault.Unsafe, refused.Fault);
        Assert.Contains("belongs to user", refused.Message);
    }

    [Fact]
    public async Task Removing_is_durable_and_forgives_what_is_not_there()
    {
        DurableFolder folder = new(_place["root"], FileCalls.ForThisSystem());
        await Write(folder, "x");

        folder.Remove("a/b", ["file", "other"]);
        folder.Remove("nowhere", ["file"]);

        Assert.Empty(_place.Files);
    }

    [Fact]
    public async Task The_calls_for_other_systems_do_the_same()
    {
        DurableFolder folder = new(_place["root"], new PortableFileCalls());

        await Write(folder, "one");
        long? replaced = await Write(folder, "other");
        folder.Append("a/list", "line\n"u8);
        folder.Append("a/list", "line\n"u8);
        folder.Move(Name, "c/file");
        StorageException missing = Assert.Throws<StorageException>(() => folder.OpenRead(Name));

        Assert.Equal((3L, StorageFault.Missing), (replaced, missing.Fault));
        Assert.Equal(("other", "line\nline\n"), (File.ReadAllText(_place["root/c/file"]), File.ReadAllText(_place["root/a/list"])));
        folder.Remove("c", ["file"]);
        Assert.Equal(["root/a/list"], _place.Files);
    }

    private static Task<long?> Write(DurableFolder folder, string content, string name = Name) => folder.WriteAsync(name, file =>
    {
        file.Write(Encoding.UTF8.GetBytes(content));
        return Task.CompletedTask;
    });

    private static async Task<bool> Attempt(DurableFolder folder, string content, int error)
    {
        try
        {
            await Write(folder, content);
            return false;
        }
        catch (StorageException e)
        {
            Assert.Equal(error, e.Error);
            return true;
        }
    }
}
