using EdgeActors.Deployment;
using EdgeActors.Specs.Packages.Fakes;
using EdgeActors.Specs.Storage.Files;

namespace EdgeActors.Specs.Packages.Storing;

public sealed class VerifySpecs : IDisposable
{
    private readonly StoreBench _bench = new();

    public static TheoryData<string> Changes => [.. ByName.Keys];

    private static Dictionary<string, (string Reason, Action<string> Do)> ByName { get; } = new()
    {
        ["other bytes"] = ("other bytes", folder => Flip(Path.Combine(folder, "model.onnx"))),
        ["a byte more"] = ("bytes and had", folder => File.AppendAllText(Path.Combine(folder, "model.onnx"), "x")),
        ["a file gone"] = ("labels.txt", folder => File.Delete(Path.Combine(folder, "more/labels.txt"))),
        ["a file more"] = ("was not in the package", folder => File.WriteAllText(Path.Combine(folder, "more/extra.so"), "x")),
        ["a hidden file more"] = ("was not in the package", folder => File.WriteAllText(Path.Combine(folder, ".extra"), "x")),
        ["a link more"] = ("was not in the package", folder => Directory.CreateSymbolicLink(Path.Combine(folder, "link"), "/")),
        ["a link for a file"] = ("labels.txt", folder => Relink(Path.Combine(folder, "more/labels.txt"))),
        ["no digests"] = ("digests", folder => File.Delete(folder + ".json")),
        ["damaged digests"] = ("digests", folder => File.WriteAllText(folder + ".json", "{ \"format\": ")),
    };

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_package_as_it_was_unpacked_has_no_fault() =>
        Assert.Null(await _bench.Store.VerifyAsync((await _bench.FetchAsync(StoreBench.Package())).Folder, default));

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Changes_are_found_and_the_package_is_fetched_anew(string change)
    {
        byte[] package = StoreBench.Package();
        StoredPackage stored = await _bench.FetchAsync(package);
        (string reason, Action<string> make) = ByName[change];

        make(stored.Folder);
        StoreFault? fault = await _bench.Store.VerifyAsync(stored.Folder, default);
        StoredPackage again = await _bench.FetchAsync(package);

        Assert.Contains(reason, fault!.Message, StringComparison.Ordinal);
        Assert.Equal(stored, again);
        Assert.Null(await _bench.Store.VerifyAsync(again.Folder, default));
        Assert.Equal(2, _bench.Source.Opened.Count);
    }

    [Fact]
    public async Task A_package_is_found_where_the_data_was_moved_and_stays_there()
    {
        StoredPackage stored = await _bench.FetchAsync(StoreBench.Package());
        _bench.Move();

        StoredPackage located = _bench.Store.Located(stored);
        await _bench.Store.SweepAsync([located.Folder], default);

        Assert.NotEqual(stored.Folder, located.Folder);
        Assert.Equal(stored, located with { Folder = stored.Folder });
        Assert.Null(await _bench.Store.VerifyAsync(located.Folder, default));
    }

    [Theory]
    [InlineData("/models")]
    [InlineData("0123456789abcdef")]
    [InlineData("/models/../0123456789abcdef")]
    [InlineData("/models/m/0123456789abcdeX")]
    public void What_is_no_folder_of_a_package_is_left_where_it_is(string folder) =>
        Assert.Equal(folder, _bench.Store.Located(new StoredPackage(folder, "", null, null)).Folder);

    [Fact]
    public async Task A_file_that_the_disk_does_not_give_back_is_told_with_the_disks_reason()
    {
        StoredPackage stored = await _bench.FetchAsync(StoreBench.Package());
        FaultyCalls counted = new();
        await _bench.Open(counted).VerifyAsync(stored.Folder, default);

        // The last call but one is the read that finds the last file's end.
        StoreFault? fault = await _bench.Open(new FaultyCalls(counted.Count - 1)).VerifyAsync(stored.Folder, default);

        Assert.Contains("errno 5", fault!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("models/mnist")]
    [InlineData("models/mnist/current")]
    [InlineData("models/../0123456789abcdef")]
    public async Task A_folder_that_is_no_package_s_is_told_so(string folder) =>
        Assert.Contains("no folder of a package", (await _bench.Store.VerifyAsync(_bench[folder], default))!.Message, StringComparison.Ordinal);

    private static void Flip(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[100] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static void Relink(string file)
    {
        File.Move(file, file + ".away");
        File.CreateSymbolicLink(file, file + ".away");
        File.Move(file + ".away", Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(file)))!, "away"));
    }
}
