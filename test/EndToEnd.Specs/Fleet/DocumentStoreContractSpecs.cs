using System.Globalization;
using System.Text;
using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Specs.S3;

namespace EdgeActors.Specs.Fleet;

/// <summary>What a tree of documents promises, in a folder and in a bucket alike; what needs conditional puts, on servers that have them.</summary>
public sealed class DocumentStoreContractSpecs(StorePlaces places) : IClassFixture<StorePlaces>
{
    private const int Most = 1 << 20;

    [Theory]
    [OnFolder]
    [OnDouble]
    [OnRgw]
    public async Task A_document_comes_back_with_its_version_until_it_changes(string place)
    {
        IDocumentStore store = Assert.Single(await places.OpenAsync(place));

        string? first = await store.WriteAsync("fleets/a/desired.json", Bytes("one"), null, default);
        DocumentRead read = await store.ReadAsync("fleets/a/desired.json", null, Most, default);
        DocumentRead again = await store.ReadAsync("fleets/a/desired.json", first, Most, default);
        string? second = await store.WriteAsync("fleets/a/desired.json", Bytes("two"), null, default);
        DocumentRead changed = await store.ReadAsync("fleets/a/desired.json", first, Most, default);

        Assert.Equal(("one", first), (Text(read), read.Version));
        Assert.False(read.IsUnchanged);
        Assert.True(again.IsUnchanged);
        Assert.Equal(first, again.Version);
        Assert.Equal(("two", second), (Text(changed), changed.Version));
        Assert.NotEqual(first, second);
    }

    [Theory]
    [OnFolder]
    [OnDouble]
    public async Task Only_the_writer_that_knows_the_newest_version_writes(string place)
    {
        IDocumentStore[] stores = await places.OpenAsync(place, 2);

        string? first = await stores[0].WriteAsync("a", Bytes("first"), DocumentVersion.None, default);
        string? late = await stores[1].WriteAsync("a", Bytes("late"), DocumentVersion.None, default);
        string? second = await stores[1].WriteAsync("a", Bytes("second"), first, default);
        string? stale = await stores[0].WriteAsync("a", Bytes("stale"), first, default);

        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Null(late);
        Assert.Null(stale);
        Assert.Equal("second", Text(await stores[0].ReadAsync("a", null, Most, default)));
    }

    [Theory]
    [OnFolder]
    [OnDouble]
    public async Task A_document_that_was_removed_is_not_replaced(string place)
    {
        IDocumentStore store = Assert.Single(await places.OpenAsync(place));
        string? version = await store.WriteAsync("a", Bytes("a"), null, default);
        await store.RemoveAsync("a", default);

        Assert.Null(await store.WriteAsync("a", Bytes("b"), version, default));
        Assert.Equal(new DocumentRead(null, null), await store.ReadAsync("a", version, Most, default));
        Assert.NotNull(await store.WriteAsync("a", Bytes("c"), DocumentVersion.None, default));
    }

    [Theory]
    [OnFolder]
    [OnDouble]
    [OnRgw]
    public async Task What_is_not_there_is_no_fault(string place)
    {
        IDocumentStore store = Assert.Single(await places.OpenAsync(place));

        Assert.Equal(new DocumentRead(null, null), await store.ReadAsync("fleets/none/fleet.json", null, Most, default));
        Assert.Equal(new DocumentRead(null, null), await store.ReadAsync("fleets/none/fleet.json", "\"0123456789abcdef0123456789abcdef\"", Most, default));
        await store.RemoveAsync("fleets/none/fleet.json", default);
        Assert.Empty(await ListAsync(store, "fleets/"));
    }

    [Theory]
    [OnFolder]
    [OnDouble]
    [OnRgw]
    public async Task A_document_over_the_limit_is_not_read(string place)
    {
        IDocumentStore store = Assert.Single(await places.OpenAsync(place));
        await store.WriteAsync("a", new byte[1001], null, default);

        DocumentStoreException fault = await Assert.ThrowsAsync<DocumentStoreException>(() => store.ReadAsync("a", null, 1000, default));

        Assert.Equal(FleetFaultKind.Unusable, fault.Kind);
        Assert.Contains("1000", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1001, (await store.ReadAsync("a", null, 1001, default)).Content!.Length);
    }

    [Theory]
    [OnFolder]
    [OnDouble]
    [OnRgw]
    public async Task Keys_are_listed_in_order_and_no_more_than_asked_for(string place)
    {
        IDocumentStore store = Assert.Single(await places.OpenAsync(place));
        string[] keys = ["fleets/a/results/x/failed/10.json", "fleets/a/results/x/failed/9.json", "fleets/a/results/x/failed/B.json", "fleets/a/results/x/failed/a%3A.json"];
        foreach (string key in keys.Reverse().Concat(["fleets/a/results/x/succeeded/1.json", "fleets/b/fleet.json"]))
        {
            await store.WriteAsync(key, Bytes(key), null, default);
        }

        Assert.Equal(keys, await ListAsync(store, "fleets/a/results/x/failed/"));
        Assert.Equal(keys[..2], await ListAsync(store, "fleets/a/results/x/failed/", 2));
        Assert.Equal(["fleets/a/results/x/failed/9.json"], await ListAsync(store, "fleets/a/results/x/failed/9"));
        Assert.Equal(6, (await ListAsync(store, "fleets/")).Length);
        Assert.Empty(await ListAsync(store, "fleets/c/"));
    }

    [Theory]
    [OnFolder]
    [OnDouble]
    public async Task No_update_of_writers_at_the_same_time_is_lost(string place)
    {
        const int Writers = 4;
        const int Each = 10;
        IDocumentStore[] stores = await places.OpenAsync(place, Writers);
        await stores[0].WriteAsync("count", Bytes("0"), DocumentVersion.None, default);

        await Task.WhenAll(stores.Select(store => Task.Run(() => CountAsync(store, Each))));

        Assert.Equal($"{Writers * Each}", Text(await stores[0].ReadAsync("count", null, Most, default)));
    }

    [Theory]
    [OnFolder]
    [OnDouble]
    public async Task Of_many_who_make_a_document_one_is_first(string place)
    {
        IDocumentStore[] stores = await places.OpenAsync(place, 8);

        string?[] versions = await Task.WhenAll(
            stores.Select((store, index) => Task.Run(() => store.WriteAsync("only", Bytes($"{index}"), DocumentVersion.None, default))));

        int first = Array.FindIndex(versions, version => version is not null);
        Assert.Single(versions, version => version is not null);
        Assert.Equal($"{first}", Text(await stores[0].ReadAsync("only", null, Most, default)));
    }

    // RGW's SQLite store (18.2.7) is such a server; the one on RADOS, which clusters run, heeds conditions.
    [Theory]
    [OnRgw]
    public async Task A_server_that_ignores_conditions_is_told_of_before_a_document_is_written(string place)
    {
        IDocumentStore store = Assert.Single(await places.OpenAsync(place));

        DocumentStoreException fault = await Assert.ThrowsAsync<DocumentStoreException>(
            () => store.WriteAsync("fleets/a/desired.json", Bytes("one"), DocumentVersion.None, default));

        Assert.Equal(
            (FleetFaultKind.Unusable, "the S3 server of contract ignores If-None-Match, so two operators would overwrite each other: update it, or use a folder"),
            (fault.Kind, fault.Message));
        Assert.Empty(await ListAsync(store, "fleets/"));
    }

    private static async Task CountAsync(IDocumentStore store, int times)
    {
        for (int done = 0; done < times;)
        {
            DocumentRead read = await store.ReadAsync("count", null, Most, default);
            int next = int.Parse(Text(read), CultureInfo.InvariantCulture) + 1;
            done += await store.WriteAsync("count", Bytes($"{next}"), read.Version, default) is null ? 0 : 1;
        }
    }

    private static async Task<string[]> ListAsync(IDocumentStore store, string prefix, int most = int.MaxValue)
    {
        List<string> keys = [];
        await foreach (string key in store.ListAsync(prefix, most, default))
        {
            keys.Add(key);
        }

        return [.. keys];
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(DocumentRead read) => Encoding.UTF8.GetString(read.Content!);
}
