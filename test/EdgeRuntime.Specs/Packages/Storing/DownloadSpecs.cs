using EdgeActors.Deployment;
using EdgeActors.Packages;
using EdgeActors.Packages.Downloading;
using EdgeActors.Packages.Signatures;
using EdgeActors.Packages.Storing;
using EdgeActors.Specs.Packages.Fakes;
using EdgeActors.Specs.Storage;

namespace EdgeActors.Specs.Packages.Storing;

public sealed class DownloadSpecs : IDisposable
{
    private static readonly byte[] Package = Large();

    private readonly StoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_broken_download_goes_on_where_it_broke_after_a_restart_too()
    {
        _bench.Source.Put(StoreBench.Url, Package).BreaksAfter = 70_000;
        StoreAnswer broken = await _bench.Store.FetchAsync(StoreBench.Request(Package), default);
        _bench.Open();
        _bench.Source.BreaksAfter = 100_000;
        StoreAnswer brokenAgain = await _bench.Store.FetchAsync(StoreBench.Request(Package), default);
        _bench.Source.BreaksAfter = null;

        StoredPackage stored = await _bench.FetchAsync(Package);

        Assert.True(broken.Fault!.IsTransient);
        Assert.True(brokenAgain.Fault!.IsTransient);
        Assert.Equal([0L, 70_000L, 170_000L], _bench.Source.Opened.Select(opened => opened.Offset));
        Assert.Equal(StoreBench.Sha256(Package), stored.Digest);
    }

    [Fact]
    public async Task Bytes_behind_the_note_are_cut_off_since_a_power_cut_may_have_made_them()
    {
        await BreakAsync(50_000);
        string part = _bench[$"downloads/{PackageDownload.BytesOf(Key)}"];
        File.AppendAllText(part, new string('?', 5000));

        await _bench.FetchAsync(Package);

        Assert.Equal(50_000, _bench.Source.Opened.Last().Offset);
    }

    [Fact]
    public async Task Fewer_bytes_than_the_note_says_or_a_damaged_note_begin_anew()
    {
        await BreakAsync(50_000);
        string part = _bench[$"downloads/{PackageDownload.BytesOf(Key)}"];
        File.WriteAllBytes(part, File.ReadAllBytes(part)[..40_000]);
        await BreakAsync(60_000);
        File.WriteAllText(_bench[$"downloads/{PackageDownload.NoteOf(Key)}"], "{ \"url\": ");

        await _bench.FetchAsync(Package);

        Assert.Equal([0L, 0L, 0L], _bench.Source.Opened.Select(opened => opened.Offset));
    }

    [Fact]
    public async Task Damaged_bytes_of_an_earlier_try_are_thrown_away_and_fetched_again()
    {
        await BreakAsync(50_000);
        string part = _bench[$"downloads/{PackageDownload.BytesOf(Key)}"];
        byte[] bytes = File.ReadAllBytes(part);
        bytes[1000] ^= 1;
        File.WriteAllBytes(part, bytes);
        _bench.Source.BreaksAfter = null;

        StoreAnswer damaged = await _bench.Store.FetchAsync(StoreBench.Request(Package), default);
        StoredPackage stored = await _bench.FetchAsync(Package);

        Assert.True(damaged.Fault!.IsTransient);
        Assert.Equal([0L, 50_000L, 0L], _bench.Source.Opened.Select(opened => opened.Offset));
        Assert.Null(await _bench.Store.VerifyAsync(stored.Folder, default));
    }

    [Fact]
    public async Task An_object_that_changed_meanwhile_is_fetched_from_its_begin()
    {
        await BreakAsync(50_000);
        _bench.Source.BreaksAfter = null;
        byte[] other = StoreBench.Package("2.0");
        _bench.Source.Put(StoreBench.Url, other, "v2");

        StoreAnswer changed = await _bench.Store.FetchAsync(StoreBench.Request(Package), default);

        Assert.False(changed.Fault!.IsTransient);
        Assert.Contains(StoreBench.Sha256(other), changed.Fault.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Files);
    }

    [Fact]
    public async Task An_answer_that_ends_early_goes_on_later()
    {
        _bench.Source.Put(StoreBench.Url, Package).EndsAfter = 30_000;
        StoreAnswer ended = await _bench.Store.FetchAsync(StoreBench.Request(Package), default);
        _bench.Source.EndsAfter = null;

        await _bench.FetchAsync(Package);

        Assert.True(ended.Fault!.IsTransient);
        Assert.Contains("ended after 30000", ended.Fault.Message, StringComparison.Ordinal);
        Assert.Equal(30_000, _bench.Source.Opened.Last().Offset);
    }

    [Fact]
    public async Task An_answer_without_an_end_is_cut_at_what_it_announced()
    {
        _bench.Source.IsEndless = true;

        StoreFault fault = await _bench.RefusedAsync(Package);

        Assert.Contains("more than", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Files);
    }

    [Fact]
    public async Task A_package_over_the_limit_is_refused_before_a_byte_of_it()
    {
        using StoreBench bench = new(new PackageOptions { Signatures = SignaturePolicy.Off, MaxBytes = 1 << 20 });
        bench.Source.Announces = (1 << 20) + 1;

        StoreFault fault = await bench.RefusedAsync(Package);

        Assert.False(fault.IsTransient);
        Assert.Contains("edgeactors_package_bytes", fault.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Files);
    }

    [Fact]
    public async Task Without_room_for_package_contents_and_reserve_nothing_is_fetched()
    {
        long needed = (3L * Package.Length) + _bench.Options.Reserve;
        _bench.Room = () => needed - 1;
        StoreFault fault = await _bench.RefusedAsync(Package);
        _bench.Room = () => needed;

        await _bench.FetchAsync(Package);

        Assert.True(fault.IsTransient);
        Assert.Contains("make room", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, _bench.Source.Opened.Last().Offset);
    }

    [Fact]
    public async Task A_download_that_stands_still_is_given_up_and_goes_on_later()
    {
        StorageClock time = new();
        using StoreBench bench = new(time: time);
        bench.Source.Put(StoreBench.Url, Package).SilentAfter = 20_000;

        Task<StoreAnswer> fetch = bench.Store.FetchAsync(StoreBench.Request(Package), default);
        await bench.Source.Waited.Task;
        time.Pass(bench.Options.Stall + TimeSpan.FromSeconds(1));
        StoreAnswer still = await fetch;
        bench.Source.SilentAfter = null;
        await bench.FetchAsync(Package);

        Assert.True(still.Fault!.IsTransient);
        Assert.Contains("stood still", still.Fault.Message, StringComparison.Ordinal);
        Assert.Equal(20_000, bench.Source.Opened.Last().Offset);
    }

    [Fact]
    public async Task A_cancelled_download_throws_and_goes_on_later()
    {
        using CancellationTokenSource cancelled = new();
        _bench.Source.Put(StoreBench.Url, Package).SilentAfter = 20_000;

        Task<StoreAnswer> fetch = _bench.Store.FetchAsync(StoreBench.Request(Package), cancelled.Token);
        await _bench.Source.Waited.Task;
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        _bench.Source.SilentAfter = null;
        await _bench.FetchAsync(Package);

        Assert.Equal(20_000, _bench.Source.Opened.Last().Offset);
    }

    [Fact]
    public async Task Notes_are_written_every_few_megabytes()
    {
        byte[] package = new byte[(2 * (int)PackageDownload.BytesPerNote) + 5000];
        new Random(1).NextBytes(package);
        List<long> noted = [];
        using StoreBench bench = new();
        string key = StorePlaces.KeyOf(StoreBench.Request(package));
        bench.Source.Put(StoreBench.Url, package).BreaksAfter = package.Length - 1000;
        bench.Source.OnOpen = () => noted.Add(-1);

        await bench.Store.FetchAsync(StoreBench.Request(package), default);

        DownloadNote? note = DownloadNote.Read(
            new EdgeActors.Storage.Files.DurableFolder(bench["downloads"], EdgeActors.Storage.Files.FileCalls.ForThisSystem()), PackageDownload.NoteOf(key));
        Assert.Equal(package.Length - 1000, note!.StoredBytes);
        Assert.Single(noted);
    }

    private static string Key => StorePlaces.KeyOf(StoreBench.Request(Package));

    private static byte[] Large()
    {
        byte[] noise = new byte[200_000];
        new Random(1).NextBytes(noise);
        return RawTar.Of(("model.onnx", noise));
    }

    private async Task BreakAsync(int after)
    {
        _bench.Source.Put(StoreBench.Url, Package).BreaksAfter = after;
        Assert.True((await _bench.Store.FetchAsync(StoreBench.Request(Package), default)).Fault!.IsTransient);
        _bench.Source.BreaksAfter = null;
    }
}
