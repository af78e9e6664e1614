using EdgeActors.Deployment;
using EdgeActors.Packages.Downloading;
using EdgeActors.Packages.Storing;
using EdgeActors.Specs.Packages.Fakes;

namespace EdgeActors.Specs.Packages.Storing;

public sealed class SweepSpecs : IDisposable
{
    private readonly StoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task All_that_is_not_kept_goes()
    {
        StoredPackage old = await _bench.FetchAsync(StoreBench.Package("1.0"));
        StoredPackage kept = await _bench.FetchAsync(StoreBench.Package("2.0"));
        await _bench.FetchAsync(StoreBench.Package("1.0"), "other");
        Directory.CreateDirectory(_bench["models/mnist/.0123456789abcdef.new/more"]);
        File.WriteAllText(_bench["models/mnist/.0123456789abcdef.new/more/half"], "x");
        File.WriteAllText(_bench["models/litter"], "x");

        await _bench.Store.SweepAsync([kept.Folder], default);

        Assert.False(Directory.Exists(old.Folder));
        Assert.Equal(["mnist"], Directory.EnumerateFileSystemEntries(_bench["models"]).Select(entry => Path.GetFileName(entry)));
        Assert.Equal(4, _bench.Files.Length);
        Assert.Null(await _bench.Store.VerifyAsync(kept.Folder, default));
    }

    [Fact]
    public async Task Links_are_removed_and_what_they_lead_to_stays()
    {
        StoredPackage kept = await _bench.FetchAsync(StoreBench.Package());
        string outside = Directory.CreateDirectory(_bench["outside/below"]).Parent!.FullName;
        File.WriteAllText(Path.Combine(outside, "below/file"), "alive");
        Directory.CreateSymbolicLink(_bench["models/linked"], outside);
        Directory.CreateSymbolicLink(_bench["models/mnist/fedcba9876543210"], outside);
        Directory.CreateDirectory(_bench["models/mnist/0000000000000000"]);
        Directory.CreateSymbolicLink(_bench["models/mnist/0000000000000000/inner"], outside);
        File.CreateSymbolicLink(_bench["downloads/0123.part"], Path.Combine(outside, "below/file"));

        await _bench.Store.SweepAsync([kept.Folder], default);

        Assert.Equal("alive", File.ReadAllText(Path.Combine(outside, "below/file")));
        Assert.Equal(["mnist"], Directory.EnumerateFileSystemEntries(_bench["models"]).Select(entry => Path.GetFileName(entry)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_bench["downloads"]));
    }

    [Fact]
    public async Task A_partial_download_stays_only_for_a_package_that_is_kept()
    {
        byte[] package = StoreBench.Package();
        _bench.Source.Put(StoreBench.Url, package).BreaksAfter = 100;
        PackageRequest request = StoreBench.Request(package);
        await _bench.Store.FetchAsync(request, default);
        string key = StorePlaces.KeyOf(request);
        string folder = _bench[$"models/{StorePlaces.FolderOf(request.Handle, request.Sha256)}"];

        await _bench.Store.SweepAsync([folder], default);
        bool stays = File.Exists(_bench[$"downloads/{PackageDownload.BytesOf(key)}"]);
        await _bench.Store.SweepAsync([], default);

        Assert.True(stays);
        Assert.Empty(_bench.Files);
    }

    [Fact]
    public async Task Without_any_package_there_is_nothing_to_sweep()
    {
        await _bench.Store.SweepAsync([], default);

        Assert.Empty(_bench.Files);
    }
}
