using EdgeActors.Configuration.Reload;

namespace EdgeActors.Specs.Configuration.Reload;

public sealed class FileWatchSpecs : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("edgeactors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("written")]
    [InlineData("replaced")]
    [InlineData("removed")]
    [InlineData("exchanged")]
    public async Task Every_way_of_changing_the_file_is_noticed(string way)
    {
        string path = Prepare();
        TaskCompletionSource noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using FileWatch watch = new(path, () => noticed.TrySetResult());

        Change(path, way);

        await noticed.Task.WaitAsync(Limit);
    }

    [Fact]
    public void Folder_that_is_not_there_cannot_be_watched() =>
        Assert.ThrowsAny<ArgumentException>(() => new FileWatch(Path.Combine(_folder, "nowhere", "c.json"), () => { }));

    // As Kubernetes mounts a file: c.json -> ..data/c.json and ..data -> ..1, a folder.
    private string Prepare()
    {
        string path = Path.Combine(_folder, "c.json");
        Directory.CreateDirectory(Path.Combine(_folder, "..1"));
        File.WriteAllText(Path.Combine(_folder, "..1", "c.json"), "{}");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "..data"), "..1");
        File.CreateSymbolicLink(path, Path.Combine("..data", "c.json"));
        return path;
    }

    private void Change(string path, string way)
    {
        switch (way)
        {
            case "written":
                File.Delete(path);
                File.WriteAllText(path, """{ "edgeactors_max_queue": 1 }""");
                break;
            case "replaced":
                File.WriteAllText(path + ".new", "{}");
                File.Move(path + ".new", path, overwrite: true);
                break;
            case "removed":
                File.Delete(path);
                break;
            default:
                Directory.CreateSymbolicLink(Path.Combine(_folder, "..next"), "..1");
                Directory.Delete(Path.Combine(_folder, "..data"));
                Directory.Move(Path.Combine(_folder, "..next"), Path.Combine(_folder, "..data"));
                break;
        }
    }
}
