using System.Text;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stores;
using EdgeActors.Specs.Aws.Credentials;
using EdgeActors.Specs.Storage;
using EdgeActors.Specs.Storage.Files;
using EdgeActors.Storage.Files;

namespace EdgeActors.Specs.Fleet.Stores;

public sealed class FolderDocumentStoreSpecs : IDisposable
{
    private const int Most = 1 << 20;
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_folder_that_is_not_there_is_an_outage_and_is_not_made()
    {
        FolderDocumentStore store = Open(path: _place["stick"]);

        DocumentStoreException[] faults = await FaultsAsync(store);

        Assert.All(faults, fault => Assert.Equal(FleetFaultKind.Unreachable, fault.Kind));
        Assert.All(faults, fault => Assert.StartsWith(
            $"the folder {_place["stick"]} is not there: mount the share, plug the stick in, or correct the path", fault.Message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(_place["stick"]));
    }

    [UnixFact]
    public async Task Links_are_refused_wherever_they_are()
    {
        Directory.CreateDirectory(_place["outside"]);
        File.WriteAllText(_place["outside/secret.json"], "secret");
        Directory.CreateDirectory(_place["tree/fleets/a"]);
        File.CreateSymbolicLink(_place["tree/fleets/a/fleet.json"], _place["outside/secret.json"]);
        Directory.CreateSymbolicLink(_place["tree/fleets/b"], _place["outside"]);
        Directory.CreateSymbolicLink(_place["linked"], _place["tree"]);
        FolderDocumentStore store = Open(path: _place["tree"]);

        DocumentStoreException[] faults =
        [
            await FaultAsync(() => store.ReadAsync("fleets/a/fleet.json", null, Most, default)),
            await FaultAsync(() => store.WriteAsync("fleets/a/fleet.json", "x"u8.ToArray(), DocumentVersion.None, default)),
            await FaultAsync(() => store.ReadAsync("fleets/b/secret.json", null, Most, default)),
            await FaultAsync(() => store.WriteAsync("fleets/b/new.json", "x"u8.ToArray(), null, default)),
            await FaultAsync(() => store.RemoveAsync("fleets/b/secret.json", default)),
            await FaultAsync(async () => await ListAsync(store, "fleets/b/")),
            .. await FaultsAsync(Open(path: _place["linked"])),
        ];

        Assert.All(faults, fault => Assert.Equal(FleetFaultKind.Unusable, fault.Kind));
        Assert.All(faults, fault => Assert.StartsWith("a link, or something else that is no folder or file, is in the way", fault.Message, StringComparison.Ordinal));
        Assert.Empty(await ListAsync(store, "fleets/"));
        Assert.Equal(["secret.json"], Directory.GetFiles(_place["outside"]).Select(Path.GetFileName));
        Assert.Equal("secret", File.ReadAllText(_place["outside/secret.json"]));
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("a/../b")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("")]
    public async Task A_key_that_leads_elsewhere_is_refused(string key)
    {
        FolderDocumentStore store = Open();

        await FaultAsync(() => store.ReadAsync(key, null, Most, default));
        await FaultAsync(() => store.WriteAsync(key, "x"u8.ToArray(), null, default));
        await FaultAsync(() => store.RemoveAsync(key, default));
        Assert.DoesNotContain(_place.Files, file => !file.StartsWith(".locks", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Errors.NoSpace, FleetFaultKind.Unreachable, "is full: make room")]
    [InlineData(Errors.ReadOnlySystem, FleetFaultKind.Unreachable, "is read-only: mount it for writing")]
    [InlineData(Errors.AccessDenied, FleetFaultKind.Denied, "this user may not do that")]
    [InlineData(Errors.InputOutput, FleetFaultKind.Unreachable, "fails: ")]
    public async Task Every_failing_call_is_told_and_leaves_the_document_whole(int error, FleetFaultKind kind, string part)
    {
        await Open().WriteAsync("fleets/a/desired.json", "before"u8.ToArray(), null, default);
        FaultyCalls counting = new();
        string? version = await Open(counting).WriteAsync("fleets/a/desired.json", "before"u8.ToArray(), null, default);
        int told = 0;

        for (int nth = 1; nth <= counting.Count; nth++)
        {
            FolderDocumentStore store = Open(new FaultyCalls(nth, error));
            try
            {
                await store.WriteAsync("fleets/a/desired.json", "after"u8.ToArray(), version, default);
            }
            catch (DocumentStoreException fault)
            {
                Assert.Equal(kind, fault.Kind);
                Assert.Contains(part, fault.Message, StringComparison.Ordinal);
                told++;
            }

            string now = File.ReadAllText(_place["fleets/a/desired.json"]);
            Assert.Contains(now, new[] { "before", "after" });
            await Open().WriteAsync("fleets/a/desired.json", "before"u8.ToArray(), null, default);
        }

        // Closing what was only read, and locks, may fail unseen.
        Assert.InRange(told, 8, counting.Count);
        Assert.Empty(await LitterAsync());
    }

    [Fact]
    public async Task A_share_that_hangs_ends_calls_in_time_and_costs_no_more_than_its_threads()
    {
        VirtualClock clock = new();
        HangingCalls hanging = new();
        FolderDocumentStore store = new(_place.Path, hanging, new() { MostCalls = 2, CallTime = TimeSpan.FromSeconds(20) }, clock);

        Task<DocumentRead>[] calls = [.. Enumerable.Range(0, 3).Select(_ => store.ReadAsync("a", null, Most, default))];
        await Eventually.Async(() => hanging.Waiting == 2);
        clock.Advance(TimeSpan.FromSeconds(20));
        DocumentStoreException[] faults = await Task.WhenAll(calls.Select(call => FaultAsync(() => call)));

        Assert.Equal(
            [$"{_place.Path} did not answer within 20 s", $"{_place.Path} did not answer within 20 s", $"none of 2 earlier calls to {_place.Path} has ended"],
            faults.Select(fault => fault.Message));
        Assert.Equal(2, hanging.Waiting);
        hanging.Release();
        await Eventually.Async(() => hanging.Waiting == 0);
        Assert.Equal(new DocumentRead(null, null), await store.ReadAsync("a", null, Most, default));
    }

    [Fact]
    public async Task Who_no_longer_waits_is_let_go()
    {
        HangingCalls hanging = new();
        FolderDocumentStore store = Open(hanging);
        using CancellationTokenSource end = new();

        Task<DocumentRead> call = store.ReadAsync("a", null, Most, end.Token);
        await Eventually.Async(() => hanging.Waiting == 1);
        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        hanging.Release();
    }

    [UnixFact]
    public async Task A_writer_waits_for_another_ones_lock_and_not_for_ever()
    {
        VirtualClock clock = new();
        FolderDocumentStore store = new(_place.Path, FileCalls.ForSharedFolders(), new(), clock);
        Task<string?> write;
        using (FolderLock.Take(FileCalls.ForSharedFolders(), _place.Path, "a", default))
        {
            write = store.WriteAsync("a", "x"u8.ToArray(), DocumentVersion.None, default);
            Assert.NotNull(await store.WriteAsync("b", "y"u8.ToArray(), DocumentVersion.None, default));
            Task<string?> late = store.WriteAsync("a", "z"u8.ToArray(), null, default);
            Assert.False(write.IsCompleted);
            clock.Advance(TimeSpan.FromSeconds(30));
            Assert.Equal(FleetFaultKind.Unreachable, (await FaultAsync(() => late)).Kind);
        }

        Assert.Equal(FleetFaultKind.Unreachable, (await FaultAsync(() => write)).Kind);
        Assert.NotNull(await store.WriteAsync("a", "x"u8.ToArray(), DocumentVersion.None, default));
    }

    [Fact]
    public void A_lock_that_comes_too_late_is_not_taken()
    {
        Assert.ThrowsAny<OperationCanceledException>(() => FolderLock.Take(FileCalls.ForSharedFolders(), _place.Path, "a", new CancellationToken(canceled: true)));

        FolderLock.Take(FileCalls.ForSharedFolders(), _place.Path, "a", default).Dispose();
    }

    [Fact]
    public async Task Files_of_others_in_between_are_neither_listed_nor_touched()
    {
        FolderDocumentStore store = Open();
        await store.WriteAsync("fleets/a/devices/d.json", "x"u8.ToArray(), null, default);
        File.WriteAllText(_place["fleets/a/devices/.d.json.1f-2-3.tmp"], "half");
        Directory.CreateDirectory(_place["fleets/.Trash-1000"]);
        File.WriteAllText(_place["fleets/.Trash-1000/e.json"], "old");

        Assert.Equal(["fleets/a/devices/d.json"], await ListAsync(store, "fleets/"));
    }

    [Fact]
    public async Task The_version_is_that_of_the_contents()
    {
        FolderDocumentStore store = Open();

        string? version = await store.WriteAsync("a", Encoding.UTF8.GetBytes("abc"), null, default);

        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", version);
    }

    private async Task<string[]> LitterAsync()
    {
        await Open().ReadAsync("a", null, Most, default);
        return [.. _place.Files.Where(file => file.EndsWith(".tmp", StringComparison.Ordinal))];
    }

    private static async Task<DocumentStoreException[]> FaultsAsync(FolderDocumentStore store) =>
    [
        await FaultAsync(() => store.ReadAsync("a", null, Most, default)),
        await FaultAsync(() => store.WriteAsync("a", "x"u8.ToArray(), DocumentVersion.None, default)),
        await FaultAsync(() => store.RemoveAsync("a", default)),
        await FaultAsync(async () => await ListAsync(store, "")),
    ];

    private static Task<DocumentStoreException> FaultAsync(Func<Task> call) => Assert.ThrowsAsync<DocumentStoreException>(call);

    private static async Task<string[]> ListAsync(FolderDocumentStore store, string prefix)
    {
        List<string> keys = [];
        await foreach (string key in store.ListAsync(prefix, int.MaxValue, default))
        {
            keys.Add(key);
        }

        return [.. keys];
    }

    private FolderDocumentStore Open(IFileCalls? calls = null, string? path = null) =>
        new(path ?? _place.Path, calls ?? FileCalls.ForSharedFolders(), new(), TimeProvider.System);
}
