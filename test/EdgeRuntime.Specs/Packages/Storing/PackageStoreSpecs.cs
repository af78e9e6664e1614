using System.Text.Json;
using EdgeActors.Deployment;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;
using EdgeActors.Specs.Packages.Fakes;

namespace EdgeActors.Specs.Packages.Storing;

public sealed class PackageStoreSpecs : IDisposable
{
    private readonly StoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_package_is_unpacked_into_a_folder_of_its_own_with_its_digests_beside_it()
    {
        byte[] package = StoreBench.Package();

        StoredPackage stored = await _bench.FetchAsync(package);

        string digest = StoreBench.Sha256(package);
        string folder = $"models/mnist/{digest[..16]}";
        Assert.Equal(new StoredPackage(_bench[folder], digest, "mnist", "1.0"), stored);
        Assert.Equal(
            [$"{folder}.json", $"{folder}/model.onnx", $"{folder}/more/labels.txt", $"{folder}/sagemaker_edge_manifest"],
            _bench.Files);
        using JsonDocument record = JsonDocument.Parse(File.ReadAllBytes(_bench[$"{folder}.json"]));
        Assert.Equal("edgeactors-package/1", record.RootElement.GetProperty("format").GetString());
        Assert.Equal(3, record.RootElement.GetProperty("files").GetArrayLength());
    }

    [Fact]
    public async Task Files_and_folders_are_for_their_owner_only_whatever_the_package_says()
    {
        byte[] tar = new RawTar().Add("bin/", type: '5', mode: "0007777").Add("bin/tool", "x"u8.ToArray(), mode: "0006777").ToArray();

        StoredPackage stored = await _bench.FetchAsync(tar);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(stored.Folder, "bin/tool")));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(stored.Folder, "bin")));
    }

    [Fact]
    public async Task A_package_that_is_there_is_not_fetched_again()
    {
        byte[] package = StoreBench.Package();
        StoredPackage first = await _bench.FetchAsync(package);
        _bench.Open();

        StoredPackage byBoth = await _bench.FetchAsync(package);
        StoreAnswer bySha1 = await _bench.Store.FetchAsync(new PackageRequest("mnist", StoreBench.Url, StoreBench.Sha1(package), ""), default);

        Assert.Equal(first, byBoth);
        Assert.Equal(first, bySha1.Package);
        Assert.Single(_bench.Source.Opened);
    }

    [Fact]
    public async Task Without_a_checksum_it_is_fetched_and_found_to_be_there()
    {
        byte[] package = StoreBench.Package();
        StoredPackage first = await _bench.FetchAsync(package);

        StoreAnswer again = await _bench.Store.FetchAsync(new PackageRequest("mnist", StoreBench.Url, "", ""), default);

        Assert.Equal(first, again.Package);
        Assert.Equal(2, _bench.Source.Opened.Count);
        Assert.DoesNotContain(_bench.Files, file => file.StartsWith("downloads", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000", "", "SHA-1")]
    [InlineData("", "0000000000000000000000000000000000000000000000000000000000000000", "SHA-256")]
    public async Task Another_checksum_is_refused_and_the_download_thrown_away(string sha1, string sha256, string reason)
    {
        _bench.Source.Put(StoreBench.Url, StoreBench.Package());

        StoreAnswer answer = await _bench.Store.FetchAsync(new PackageRequest("mnist", StoreBench.Url, sha1, sha256), default);

        Assert.False(answer.Fault!.IsTransient);
        Assert.Contains(reason, answer.Fault.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Files);
    }

    [Theory]
    [InlineData("../up", "", "", "handle")]
    [InlineData("a/b", "", "", "handle")]
    [InlineData("", "", "", "handle")]
    [InlineData("mnist", "ABC", "", "SHA-1")]
    [InlineData("mnist", "", "../../../../../../../../../../../../../../../../../../../../../../etc", "SHA-256")]
    public async Task Requests_that_make_no_sense_are_refused_before_anything_is_asked(string handle, string sha1, string sha256, string reason)
    {
        StoreAnswer answer = await _bench.Store.FetchAsync(new PackageRequest(handle, StoreBench.Url, sha1, sha256), default);

        Assert.False(answer.Fault!.IsTransient);
        Assert.Contains(reason, answer.Fault.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Source.Opened);
        Assert.False(Directory.Exists(_bench.Root));
    }

    [Fact]
    public async Task Ten_megabytes_of_garbage_are_refused()
    {
        byte[] garbage = new byte[10 << 20];
        new Random(1).NextBytes(garbage);

        StoreFault fault = await _bench.RefusedAsync(garbage);

        Assert.False(fault.IsTransient);
        Assert.Empty(_bench.Files);
    }

    [Fact]
    public async Task A_missing_package_is_refused_and_a_source_in_trouble_is_not()
    {
        StoreAnswer missing = await _bench.Store.FetchAsync(StoreBench.Request(StoreBench.Package()), default);
        _bench.Source.Fails = new PackageSourceException(isTransient: true, "no network");
        StoreAnswer trouble = await _bench.Store.FetchAsync(StoreBench.Request(StoreBench.Package()), default);

        Assert.False(missing.Fault!.IsTransient);
        Assert.True(trouble.Fault!.IsTransient);
    }

    [Fact]
    public async Task Names_that_a_heartbeat_may_not_say_are_none()
    {
        byte[] package = RawTar.Of(("m.onnx", "x"u8.ToArray()), ("sagemaker_edge_manifest", """{ "metadata": { "model_name": "a_b", "model_version": "1-beta" } }"""u8.ToArray()));

        StoredPackage stored = await _bench.FetchAsync(package);

        Assert.Null(stored.Name);
        Assert.Null(stored.Version);
    }

    [Fact]
    public async Task With_too_little_room_for_a_file_nothing_is_written_and_it_may_work_later()
    {
        byte[] package = RawTar.Gzip(RawTar.Of(("zeros", new byte[8 << 20])));
        long free = (8 << 20) + (4 << 20);
        using StoreBench bench = new(new PackageOptions { Signatures = SignaturePolicy.Off, Reserve = 6 << 20 }) { Room = () => free };

        StoreFault fault = await bench.RefusedAsync(package);
        free = 1L << 30;
        StoredPackage stored = await bench.FetchAsync(package);

        Assert.True(fault.IsTransient);
        Assert.Contains("edgeactors_package_reserve", fault.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(stored.Folder, "zeros")));
        Assert.Single(bench.Source.Opened);
    }
}
