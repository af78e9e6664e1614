using System.Security.Cryptography;
using EdgeActors.Deployment;
using EdgeActors.Packages;
using EdgeActors.Packages.Downloading;
using EdgeActors.Packages.Signatures;
using EdgeActors.Packages.Storing;
using EdgeActors.Specs.Storage;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Packages.Fakes;

/// <summary>A store over a folder that goes with the spec, a source in memory, and a file beside the data root that nobody may touch.</summary>
internal sealed class StoreBench : IDisposable
{
    public const string Url = "packages/mnist-1.0.tar.gz";
    public const string Handle = "mnist";

    private readonly TemporaryFolder _place = new();

    public StoreBench(PackageOptions? options = null, IFileCalls? calls = null, TimeProvider? time = null)
    {
        Options = options ?? new PackageOptions { Signatures = SignaturePolicy.Off };
        Root = _place["data"];
        File.WriteAllText(_place["canary"], "alive");
        Store = Open(calls, time);
    }

    public PackageOptions Options { get; set; }

    public FakeSource Source { get; } = new();

    public PackageStore Store { get; private set; }

    /// <summary>Bytes that the disk has free.</summary>
    public Func<long> Room { get; set; } = () => 1L << 40;

    public string Root { get; private set; }

    public string this[string name] => Path.Combine(Root, name);

    /// <summary>All files below the data root.</summary>
    public string[] Files => Directory.Exists(Root)
        ? [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)]
        : [];

    public static byte[] Package(string version = "1.0") => RawTar.Gzip(RawTar.Of(
        ("model.onnx", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))]),
        ("sagemaker_edge_manifest", System.Text.Encoding.UTF8.GetBytes($$"""{ "metadata": { "model_name": "mnist", "model_version": "{{version}}" } }""")),
        ("more/labels.txt", "0 1 2"u8.ToArray())));

    public static string Sha1(byte[] bytes) => Digests(bytes).Sha1;

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static PackageRequest Request(byte[] package, string handle = Handle, string url = Url) => new(handle, url, Sha1(package), Sha256(package));

    private static (string Sha1, string Sha256) Digests(byte[] bytes)
    {
        using PackageDigests digests = new();
        digests.Append(bytes);
        return digests.Finish();
    }

    /// <summary>As after a restart of the process.</summary>
    public PackageStore Open(IFileCalls? calls = null, TimeProvider? time = null) => Store = new PackageStore(
        Root, Source, Options, calls ?? FileCalls.ForThisSystem(), _ => Room(), time ?? TimeProvider.System, NullLogger<PackageStore>.Instance);

    /// <summary>Moves the agent's data to another folder, as between two starts.</summary>
    public void Move()
    {
        Directory.Move(Root, _place["elsewhere"]);
        Root = _place["elsewhere"];
        Open();
    }

    /// <summary>Fetches what must come.</summary>
    public async Task<StoredPackage> FetchAsync(byte[] package, string handle = Handle)
    {
        Source.Put(Url, package);
        StoreAnswer answer = await Store.FetchAsync(Request(package, handle), default);
        Assert.Null(answer.Fault);
        return answer.Package!;
    }

    /// <summary>Fetches what must not come; whatever it was, nothing of it is outside the data root.</summary>
    public async Task<StoreFault> RefusedAsync(byte[] package)
    {
        Source.Put(Url, package);
        StoreAnswer answer = await Store.FetchAsync(Request(package), default);
        Assert.Null(answer.Package);
        AssertNothingOutside();
        return answer.Fault!;
    }

    public void AssertNothingOutside()
    {
        Assert.Equal("alive", File.ReadAllText(_place["canary"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_place.Path).Select(entry => Path.GetFileName(entry)).Except(["canary", "data"]));
    }

    public void Dispose()
    {
        Store.Dispose();
        _place.Dispose();
    }
}
