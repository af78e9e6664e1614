using System.Text.RegularExpressions;
using EdgeActors.Deployment;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;
using EdgeActors.Packages.Storing;
using EdgeActors.Specs.Packages.Fakes;
using EdgeActors.Specs.Storage;
using EdgeActors.Specs.Storage.Files;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Packages.Storing;

/// <summary>The power fails before each call of a fetch that changes the disk; whatever was not fsynced is gone, or only content is.</summary>
public sealed partial class StorePowerCutSpecs : IDisposable
{
    private static readonly PackageOptions Options = new() { Signatures = SignaturePolicy.Off };

    private readonly TemporaryFolder _place = new();
    private readonly byte[] _package = RawTar.Gzip(RawTar.Of(("model.onnx", [.. Enumerable.Range(0, 3000).Select(i => (byte)i)]), ("more/labels.txt", "0 1"u8.ToArray())));
    private int _cuts;

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wherever_it_fails_a_package_that_counts_is_whole_and_the_next_fetch_brings_it(bool namesAreDurable)
    {
        Directory.CreateDirectory(_place["live"]);
        List<string> states = [];
        PowerCutCalls calls = new(_place["live"], now =>
        {
            string state = Directory.CreateDirectory(_place[$"cut-{states.Count}"]).FullName;
            now.Restore(state, namesAreDurable);
            states.Add(state);
        });
        using (PackageStore store = Store(_place["live"], calls, new FakeSource().Put(StoreBench.Url, _package)))
        {
            StoreAnswer answer = await store.FetchAsync(StoreBench.Request(_package), default);
            Assert.NotNull(answer.Package);
        }

        foreach (string state in states)
        {
            await SurvivesAsync(state);
        }

        Assert.True(_cuts > 40, $"only {_cuts} cuts");
    }

    private static PackageStore Store(string root, IFileCalls calls, FakeSource source) => new(
        root, source, Options, calls, _ => 1L << 40, TimeProvider.System, NullLogger<PackageStore>.Instance);

    private async Task SurvivesAsync(string state)
    {
        _cuts++;
        using PackageStore store = Store(state, FileCalls.ForThisSystem(), new FakeSource().Put(StoreBench.Url, _package));
        foreach (string record in Files(state).Where(file => Record().IsMatch(file)))
        {
            Assert.Null(await store.VerifyAsync(record[..^".json".Length], default));
        }

        StoreAnswer answer = await store.FetchAsync(StoreBench.Request(_package), default);
        Assert.True(answer.Package is not null, $"{state}: {answer.Fault?.Message}");
        Assert.Null(await store.VerifyAsync(answer.Package.Folder, default));
        await store.SweepAsync([answer.Package.Folder], default);
        Assert.Equal(3, Files(state).Length);
    }

    private static string[] Files(string state) => Directory.GetFiles(state, "*", SearchOption.AllDirectories);

    [GeneratedRegex(@"/models/mnist/[0-9a-f]{16}\.json\z")]
    private static partial Regex Record();
}
