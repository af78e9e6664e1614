using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using EdgeActors.Cli;
using EdgeActors.Models.Package;
using EdgeActors.Specs.Engines.Onnx.Loading;
using EdgeActors.Specs.Packages.Fakes;
using EdgeActors.Specs.Storage;
using static EdgeActors.Specs.Cli.Packages.PackageVerbs;

namespace EdgeActors.Specs.Cli.Packages;

public sealed class PackageCommandSpecs : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public PackageCommandSpecs()
    {
        File.WriteAllBytes(_place["model.onnx"], OnnxBytes.Field(2, [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 3))]));
        Directory.CreateDirectory(_place["neo/sub"]);
        File.WriteAllText(_place["neo/compiled.params"], "params");
        File.WriteAllText(_place["neo/compiled.so"], "so");
        File.WriteAllText(_place["neo/compiled.json"], "{}");
        File.WriteAllText(_place["neo/sub/labels.txt"], "0 1");
        Directory.CreateDirectory(_place["keys"]);
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_package_is_made_of_a_model_and_read_back()
    {
        using JsonDocument made = await JsonAsync("create", _place["model.onnx"], "--name", "mnist", "--version", "1.0", "-o", _place["m.tar.gz"]);
        using JsonDocument seen = await JsonAsync("verify", _place["m.tar.gz"]);

        byte[] package = File.ReadAllBytes(_place["m.tar.gz"]);
        Assert.Equal(StoreBench.Sha256(package), made.RootElement.GetProperty("sha256").GetString());
        Assert.Equal(StoreBench.Sha1(package), seen.RootElement.GetProperty("sha1").GetString());
        Assert.Equal(("mnist", "1.0"), (seen.RootElement.GetProperty("name").GetString(), seen.RootElement.GetProperty("version").GetString()));
        Assert.Equal(
            ["model.onnx", "sagemaker_edge_manifest"],
            seen.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()!));
        Assert.False(seen.RootElement.TryGetProperty("signature", out _));
    }

    [Fact]
    public async Task A_folder_goes_in_whole_and_the_same_files_give_the_same_bytes()
    {
        await JsonAsync("create", _place["neo"], "--name", "resnet", "--version", "2.1", "-o", _place["a.tar.gz"]);
        File.SetLastWriteTimeUtc(_place["neo/compiled.so"], new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.SetUnixFileMode(_place["neo/compiled.so"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await JsonAsync("create", _place["neo"], "--name", "resnet", "--version", "2.1", "-o", _place["b.tar.gz"]);

        Assert.Equal(File.ReadAllBytes(_place["a.tar.gz"]), File.ReadAllBytes(_place["b.tar.gz"]));
        Assert.Equal(["compiled.json", "compiled.params", "compiled.so", "sagemaker_edge_manifest", "sub/labels.txt"], Entries(_place["a.tar.gz"]).Select(entry => entry.Name));
        Assert.All(Entries(_place["a.tar.gz"]), entry => Assert.Equal((DateTimeOffset.UnixEpoch, 0, 0), (entry.ModificationTime, entry.Uid, entry.Gid)));
    }

    [Fact]
    public async Task A_package_that_was_made_here_is_taken_by_a_store()
    {
        await JsonAsync("create", _place["neo"], "--name", "resnet", "--version", "2.1", "-o", _place["a.tar.gz"]);
        using StoreBench bench = new();

        EdgeActors.Deployment.StoredPackage stored = await bench.FetchAsync(File.ReadAllBytes(_place["a.tar.gz"]), "resnet");

        Assert.Equal(("resnet", "2.1"), (stored.Name, stored.Version));
        Assert.Equal(new PackageManifest("resnet", "2.1"), PackageManifest.Read(stored.Folder));
        Assert.Equal("params", File.ReadAllText(Path.Combine(stored.Folder, "compiled.params")));
    }

    [Fact]
    public async Task Keys_sign_and_verify()
    {
        using JsonDocument keys = await JsonAsync("keys", "--output", _place["release"]);
        File.Copy(_place["release.pem"], _place["keys/release.pem"]);
        string keyId = keys.RootElement.GetProperty("keyId").GetString()!;
        await JsonAsync("create", _place["model.onnx"], "--name", "mnist", "--version", "1.0", "-o", _place["m.tar.gz"], "--sign", _place["release.key.pem"]);

        using JsonDocument verified = await JsonAsync("verify", _place["m.tar.gz"], "--keys", _place["keys"]);
        using JsonDocument again = await JsonAsync("sign", _place["m.tar.gz"], "--key", _place["release.key.pem"], "--expires", "2999-01-01");
        using JsonDocument later = await JsonAsync("verify", _place["m.tar.gz"], "--keys", _place["keys"]);

        Assert.Equal(keyId, verified.RootElement.GetProperty("signature").GetProperty("keyId").GetString());
        Assert.Equal(keyId, again.RootElement.GetProperty("signature").GetProperty("keyId").GetString());
        Assert.StartsWith("2999-01-01", later.RootElement.GetProperty("signature").GetProperty("expires").GetString(), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_place["release.key.pem"]));
        Assert.Equal(0, (int)(File.GetUnixFileMode(_place["release.pem"]) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)));
    }

    [Fact]
    public async Task Until_when_a_signature_counts_is_shown_when_it_is_made_and_asked_for_only_with_one()
    {
        await JsonAsync("keys", "--output", _place["release"]);
        string[] create = ["create", _place["model.onnx"], "--name", "mnist", "--version", "1.0", "-o", _place["m.tar.gz"], "--expires", "2999-01-01"];

        (int code, string refused) = await RunAsync(create);
        using JsonDocument made = await JsonAsync([.. create, "--sign", _place["release.key.pem"]]);

        Assert.Equal(ExitCode.BadUsage, code);
        Assert.Contains("give --sign KEY", refused, StringComparison.Ordinal);
        Assert.StartsWith("2999-01-01", made.RootElement.GetProperty("signature").GetProperty("expires").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_no_use_and_a_model_that_devices_would_refuse_leave_no_package_behind()
    {
        await JsonAsync("keys", "--output", _place["release"]);
        Directory.CreateDirectory(_place["many"]);
        File.Copy(_place["model.onnx"], _place["many/model.onnx"]);
        for (int file = 0; file < 1000; file++)
        {
            File.WriteAllText(_place[$"many/{file}"], "");
        }

        string noKey = await FailsAsync(
            "create", _place["model.onnx"], "--name", "mnist", "--version", "1.0", "-o", _place["m.tar.gz"], "--sign", _place["release.pem"]);
        string tooMany = await FailsAsync("create", _place["many"], "--name", "mnist", "--version", "1.0", "-o", _place["m.tar.gz"]);
        File.Delete(_place["many/model.onnx"]);
        string noModel = await FailsAsync("create", _place["many"], "--name", "mnist", "--version", "1.0", "-o", _place["m.tar.gz"]);

        Assert.Contains("no private key", noKey, StringComparison.Ordinal);
        Assert.Contains("edgeactors_package_files", tooMany, StringComparison.Ordinal);
        Assert.Contains("holds no model", noModel, StringComparison.Ordinal);
        Assert.False(File.Exists(_place["m.tar.gz"]));
    }

    [Fact]
    public async Task A_package_of_the_old_service_is_called_what_a_device_would_call_it()
    {
        byte[] manifest = """{ "metadata": { "model_name": "resnet", "model_version": "2.1" } }"""u8.ToArray();
        File.WriteAllBytes(_place["old.tar"], RawTar.Of(("compiled.so", [1]), ("sagemaker_edge.manifest", manifest)));
        File.WriteAllBytes(_place["both.tar"], RawTar.Of(("compiled.so", [1]), ("sagemaker_edge.manifest", manifest), ("sagemaker_edge_manifest", "{}"u8.ToArray())));

        using JsonDocument old = await JsonAsync("verify", _place["old.tar"]);
        using JsonDocument both = await JsonAsync("verify", _place["both.tar"]);

        Assert.Equal(("resnet", "2.1"), (old.RootElement.GetProperty("name").GetString(), old.RootElement.GetProperty("version").GetString()));
        Assert.Null(both.RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_package_larger_than_devices_fetch_is_refused_before_it_is_read()
    {
        using (FileStream large = File.Create(_place["large.tar"]))
        {
            large.SetLength((1L << 30) + 1);
        }

        Assert.Contains("edgeactors_package_bytes", await FailsAsync("verify", _place["large.tar"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_device_would_refuse_fails_with_the_reason()
    {
        await JsonAsync("keys", "--output", _place["release"]);
        File.Copy(_place["release.pem"], _place["keys/release.pem"]);
        await JsonAsync("create", _place["model.onnx"], "--name", "mnist", "--version", "1.0", "-o", _place["m.tar.gz"], "--sign", _place["release.key.pem"]);
        await JsonAsync("create", _place["neo"], "--name", "other", "--version", "1.0", "-o", _place["o.tar.gz"]);
        File.Copy(_place["m.tar.gz.dsse"], _place["o.tar.gz.dsse"]);
        File.WriteAllBytes(_place["bad.tar"], RawTar.Of(("../up", [1])));

        Assert.Contains("is for a package of SHA-256", await FailsAsync("verify", _place["o.tar.gz"], "--keys", _place["keys"]), StringComparison.Ordinal);
        Assert.Contains("\"..\"", await FailsAsync("verify", _place["bad.tar"]), StringComparison.Ordinal);
        Assert.Contains("\"..\"", await FailsAsync("sign", _place["bad.tar"], "--key", _place["release.key.pem"]), StringComparison.Ordinal);
        Assert.Contains("has no signature", await FailsAsync("verify", Moved(), "--keys", _place["keys"]), StringComparison.Ordinal);
        Assert.Contains("no private key", await FailsAsync("sign", _place["m.tar.gz"], "--key", _place["release.pem"]), StringComparison.Ordinal);
        Assert.Contains("no folder", await FailsAsync("verify", _place["o.tar.gz"], "--keys", _place["nowhere"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("readme", "holds no model")]
    [InlineData("cut.onnx", "The model 'cut.onnx' cannot be loaded: it is not an ONNX file, or it is damaged")]
    public async Task A_package_without_a_model_that_a_device_could_load_is_neither_verified_nor_signed(string file, string why)
    {
        await JsonAsync("keys", "--output", _place["release"]);
        File.WriteAllBytes(_place["m.tar"], RawTar.Of((file, [1])));

        string verified = await FailsAsync("verify", _place["m.tar"]);
        string signed = await FailsAsync("sign", _place["m.tar"], "--key", _place["release.key.pem"]);

        Assert.StartsWith("the model in it could not be loaded: ", verified, StringComparison.Ordinal);
        Assert.Contains(why, verified, StringComparison.Ordinal);
        Assert.Equal(verified, signed);
        Assert.False(File.Exists(_place["m.tar.dsse"]));
    }

    [Fact]
    public async Task What_cannot_go_into_a_package_is_named()
    {
        File.CreateSymbolicLink(_place["neo/link"], "/etc/passwd");
        Assert.Contains("is a link", await FailsAsync("create", _place["neo"], "--name", "resnet", "--version", "1", "-o", _place["a"]), StringComparison.Ordinal);
        File.Delete(_place["neo/link"]);
        File.WriteAllText(_place["neo/ü"], "");
        Assert.Contains("ASCII", await FailsAsync("create", _place["neo"], "--name", "resnet", "--version", "1", "-o", _place["a"]), StringComparison.Ordinal);
        File.Delete(_place["neo/ü"]);
        File.WriteAllText(_place["neo/sagemaker_edge_manifest"], """{ "metadata": { "model_name": "resnet", "model_version": "9" } }""");
        Assert.Contains("says \"resnet\" 9", await FailsAsync("create", _place["neo"], "--name", "resnet", "--version", "1", "-o", _place["a"]), StringComparison.Ordinal);
        Assert.Contains("no file or folder", await FailsAsync("create", _place["gone"], "--name", "resnet", "--version", "1", "-o", _place["a"]), StringComparison.Ordinal);
        Assert.Contains("is there already", await FailsAsync("create", _place["neo"], "--name", "resnet", "--version", "9", "-o", _place["model.onnx"]), StringComparison.Ordinal);
        Directory.CreateDirectory(_place["empty"]);
        Assert.Contains("empty folder", await FailsAsync("create", _place["empty"], "--name", "resnet", "--version", "1", "-o", _place["a"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mn", "1.0", "--name is \"mn\"; give 4 to 255 letters")]
    [InlineData("mn_ist", "1.0", "--name is")]
    [InlineData("mnist", "1-beta", "--version is \"1-beta\"; give 1 to 64 letters")]
    [InlineData("mnist", "", "--version is")]
    public async Task Names_that_no_heartbeat_may_tell_are_refused_at_once(string name, string version, string fault)
    {
        (int code, string text) = await RunAsync("create", _place["model.onnx"], "--name", name, "--version", version, "-o", _place["a"]);

        Assert.Equal(ExitCode.BadUsage, code);
        using JsonDocument failure = JsonDocument.Parse(text);
        Assert.StartsWith(fault, failure.RootElement.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_get_lines()
    {
        using StringWriter output = new();
        int code = await CommandLine.RunAsync(
            ["package", "create", _place["model.onnx"], "--name", "mnist", "--version", "1.0", "-o", _place["m.tar.gz"]], output, output);

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("mnist 1.0", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("file    model.onnx (4.9 KiB)", output.ToString(), StringComparison.Ordinal);
    }

    private static List<TarEntry> Entries(string package)
    {
        using GZipStream unpacked = new(File.OpenRead(package), CompressionMode.Decompress);
        using TarReader tar = new(unpacked);
        List<TarEntry> entries = [];
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            entries.Add(entry);
        }

        return entries;
    }

    private string Moved()
    {
        File.Copy(_place["m.tar.gz"], _place["unsigned.tar.gz"]);
        return _place["unsigned.tar.gz"];
    }
}
