using EdgeActors.Deployment;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;
using EdgeActors.Specs.Packages.Fakes;

namespace EdgeActors.Specs.Packages.Signatures;

/// <summary>What a store does about signatures.</summary>
public sealed class PolicySpecs : IDisposable
{
    private const string SignatureUrl = StoreBench.Url + ".dsse";

    private readonly SignatureBench _keys = new();

    public void Dispose() => _keys.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signed_package_is_taken_and_its_signer_kept(bool isEnforced)
    {
        using StoreBench bench = Bench(isEnforced ? SignaturePolicy.Enforce : SignaturePolicy.Warn);
        bench.Source.Put(SignatureUrl, _keys.Envelope());

        StoredPackage stored = await bench.FetchAsync(SignatureBench.Package);

        Assert.Contains(_keys.Key.Public.Id, File.ReadAllText(stored.Folder + ".json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enforced_a_package_without_one_is_refused_and_nothing_unpacked()
    {
        using StoreBench bench = Bench(SignaturePolicy.Enforce);

        StoreFault fault = await bench.RefusedAsync(SignatureBench.Package);

        Assert.False(fault.IsTransient);
        Assert.Contains("good signature is demanded", fault.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Files);
        Assert.False(Directory.Exists(bench["models/mnist"]));
    }

    [Fact]
    public async Task Otherwise_it_is_taken_without_a_signer()
    {
        using StoreBench warned = Bench(SignaturePolicy.Warn);
        using StoreBench off = Bench(SignaturePolicy.Off);
        warned.Source.Put(SignatureUrl, [1, 2, 3]);

        await warned.FetchAsync(SignatureBench.Package);
        await off.FetchAsync(SignatureBench.Package);

        Assert.Equal([StoreBench.Url, SignatureUrl], warned.Source.Opened.Select(opened => opened.Url));
        Assert.Equal([StoreBench.Url], off.Source.Opened.Select(opened => opened.Url));
    }

    [Fact]
    public async Task What_was_taken_without_one_is_fetched_anew_once_one_is_demanded()
    {
        using StoreBench bench = Bench(SignaturePolicy.Warn);
        await bench.FetchAsync(SignatureBench.Package);
        bench.Options = bench.Options with { Signatures = SignaturePolicy.Enforce };
        bench.Open();

        StoreFault refused = await bench.RefusedAsync(SignatureBench.Package);
        bench.Source.Put(SignatureUrl, _keys.Envelope());
        StoredPackage stored = await bench.FetchAsync(SignatureBench.Package);

        Assert.False(refused.IsTransient);
        Assert.Null(await bench.Store.VerifyAsync(stored.Folder, default));
    }

    [Fact]
    public async Task A_list_of_other_files_than_the_package_has_is_refused()
    {
        using StoreBench bench = Bench(SignaturePolicy.Enforce);
        PackageStatement statement = SignatureBench.Statement();
        bench.Source.Put(SignatureUrl, _keys.Envelope(statement with { Files = [.. statement.Files.Skip(1)] }));

        StoreFault fault = await bench.RefusedAsync(SignatureBench.Package);

        Assert.False(fault.IsTransient);
        Assert.Contains("was not signed", fault.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Files);
    }

    [Fact]
    public async Task A_signature_without_an_end_is_cut_off()
    {
        using StoreBench bench = Bench(SignaturePolicy.Enforce);
        byte[] long_one = new byte[StrictJson.MostBytes + 1];
        bench.Source.Put(SignatureUrl, long_one);

        Assert.Contains("1048576 bytes", (await bench.RefusedAsync(SignatureBench.Package)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whether_there_is_one_is_asked_again_when_the_source_is_in_trouble(bool isEnforced)
    {
        using StoreBench bench = Bench(isEnforced ? SignaturePolicy.Enforce : SignaturePolicy.Warn);
        int opened = 0;
        bench.Source.OnOpen = () => bench.Source.Fails = opened++ == 1 ? new PackageSourceException(isTransient: true, "no network") : null;

        StoreFault fault = await bench.RefusedAsync(SignatureBench.Package);

        Assert.True(fault.IsTransient);
        Assert.NotEmpty(bench.Files);
    }

    [Fact]
    public async Task Without_a_usable_key_the_reason_says_why()
    {
        File.SetUnixFileMode(_keys.Path("trusted.pem"), UnixFileMode.UserRead | UnixFileMode.OtherWrite);
        using StoreBench bench = Bench(SignaturePolicy.Enforce);
        bench.Source.Put(SignatureUrl, _keys.Envelope());

        Assert.Contains("chmod go-w", (await bench.RefusedAsync(SignatureBench.Package)).Message, StringComparison.Ordinal);
    }

    private StoreBench Bench(SignaturePolicy policy) => new(new PackageOptions { Signatures = policy, KeysFolder = _keys.Folder });
}
