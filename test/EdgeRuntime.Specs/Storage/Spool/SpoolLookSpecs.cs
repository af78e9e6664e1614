using EdgeActors.Capture;
using EdgeActors.Storage.Files;
using EdgeActors.Storage.Spool;

namespace EdgeActors.Specs.Storage.Spool;

public sealed class SpoolLookSpecs : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void No_spool_is_an_empty_one()
    {
        SpoolInventory found = Look("none").Read();

        Assert.Equal((0, 0, 0), (found.Batches.Length, found.Payloads.Length, found.SetAside.Length));
    }

    [Fact]
    public async Task Looks_as_the_agent_would_at_its_start()
    {
        await FillAsync();
        SpoolInventory seen = Look().Read();
        SpoolInventory inventory = await Open().InventoryAsync(default);

        Assert.Equal(Heads(inventory), Heads(seen));
        Assert.Equal(inventory.Payloads.ToArray(), seen.Payloads.ToArray());
        Assert.Empty(seen.SetAside);
        Assert.Equal((true, false, true, false), (Look().HasBatch(9), Look().HasBatch(10), Look().HasCapture(1), Look().HasCapture(3)));
    }

    [Fact]
    public async Task Damaged_files_are_told_and_stay_where_they_are()
    {
        await FillAsync();
        byte[] batch = await File.ReadAllBytesAsync(_place["batches/9.batch"]);
        batch[30] ^= 1;
        await File.WriteAllBytesAsync(_place["batches/9.batch"], batch);
        string[] before = [.. _place.Files];

        SpoolInventory seen = Look().Read();

        Assert.StartsWith("batches/9.batch: ", Assert.Single(seen.SetAside), StringComparison.Ordinal);
        Assert.Equal([11L], seen.Batches.Select(head => head.Number));
        Assert.Equal(before, _place.Files);
        Assert.Equal(batch, await File.ReadAllBytesAsync(_place["batches/9.batch"]));
    }

    private static IEnumerable<(long, long, DateTimeOffset, string)> Heads(SpoolInventory inventory) =>
        inventory.Batches.Select(head => (head.Number, head.Bytes, head.OldestAcceptedAt, string.Join(' ', head.Captures)));

    private async Task FillAsync()
    {
        FileSpool spool = Open();
        await spool.KeepAsync(1, [(1, new byte[5000])], default);
        await spool.KeepAsync(2, [(1, new byte[5000])], default);
        await spool.SealAsync(SpoolBatches.Of(11, 3), default);
        await spool.SealAsync(SpoolBatches.Of(9, 1, 4), default);
    }

    private FileSpool Open() => new(_place.Path, new SpoolOptions(), FileCalls.ForThisSystem());

    private SpoolLook Look(string folder = "") => new(Path.Combine(_place.Path, folder), FileCalls.ForThisSystem());
}
