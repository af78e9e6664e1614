using EdgeActors.Capture;
using EdgeActors.Storage.Files;
using EdgeActors.Storage.Spool;

namespace EdgeActors.Specs.Storage.Spool;

/// <summary>What every spool does.</summary>
public abstract class SpoolContract : IDisposable
{
    private static readonly byte[] Large = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 31))];

    private readonly TemporaryFolder _place = new();

    internal string Root => _place["spool"];

    internal static SpoolOptions Small { get; } = new() { DiskBudgetBytes = 1 << 20, MemoryBudgetBytes = 1 << 20 };

    public void Dispose()
    {
        _place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Kept_payloads_come_back_as_often_as_wanted()
    {
        ISpool spool = Create();
        await spool.KeepAsync(7, [(0, new byte[] { 1, 2, 3 }), (3, Array.Empty<byte>()), (2, Large)], default);

        byte[] small = await Read(spool, 7, 0);
        Assert.Equal([1, 2, 3], small);
        Assert.Empty(await Read(spool, 7, 3));
        Assert.Equal(Large, await Read(spool, 7, 2));
        Assert.Equal(Large, await Read(spool, 7, 2));
    }

    [Fact]
    public async Task A_payload_can_be_read_again_from_any_place()
    {
        ISpool spool = Create();
        await spool.KeepAsync(7, [(0, new byte[] { 9 }), (1, Large)], default);

        await using Stream stream = await spool.OpenAsync(7, 1, default);
        stream.Seek(-3, SeekOrigin.End);
        byte[] end = new byte[5];
        int read = await stream.ReadAtLeastAsync(end, 5, throwOnEndOfStream: false);

        Assert.Equal((Large.Length, 3), (stream.Length, read));
        Assert.Equal(Large[^3..], end[..3]);
    }

    [Fact]
    public async Task What_was_not_kept_is_told_as_damaged()
    {
        ISpool spool = Create();
        await spool.KeepAsync(7, [(0, new byte[] { 1 })], default);

        SpoolException[] missing =
        [
            await Assert.ThrowsAsync<SpoolException>(() => spool.OpenAsync(7, 1, default)),
            await Assert.ThrowsAsync<SpoolException>(() => spool.OpenAsync(8, 0, default)),
        ];

        Assert.All(missing, e => Assert.Equal(SpoolFault.Damaged, e.Fault));
    }

    [Fact]
    public async Task The_budget_is_never_exceeded_and_comes_back()
    {
        ISpool spool = Create();
        int kept = 0;
        SpoolException? full = null;
        while (full is null)
        {
            full = (SpoolException?)await Record.ExceptionAsync(() => spool.KeepAsync(kept + 1, [(0, Large)], default));
            kept += full is null ? 1 : 0;
            Assert.InRange(spool.UsedBytes, kept * Large.Length, spool.BudgetBytes);
        }

        await spool.RemoveAsync(1, default);
        await spool.KeepAsync(100, [(0, Large)], default);
        for (int number = 2; number <= kept; number++)
        {
            await spool.RemoveAsync(number, default);
        }

        await spool.RemoveAsync(100, default);
        await spool.RemoveAsync(100, default);
        Assert.Equal((5, SpoolFault.OverBudget), (kept, full.Fault));
        Assert.Equal(0, spool.UsedBytes);
    }

    [Fact]
    public async Task Keeping_a_number_again_replaces_it()
    {
        ISpool spool = Create();
        await spool.KeepAsync(1, [(0, Large)], default);
        long once = spool.UsedBytes;

        await spool.KeepAsync(1, [(0, Large)], default);

        Assert.Equal(once, spool.UsedBytes);
    }

    [Fact]
    public async Task A_cancelled_write_keeps_nothing()
    {
        ISpool spool = Create();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => spool.KeepAsync(1, [(0, Large)], new CancellationToken(canceled: true)));

        Assert.Equal(0, spool.UsedBytes);
        Assert.Empty((await spool.InventoryAsync(default)).Payloads);
    }

    [Fact]
    public async Task The_inventory_tells_what_is_there_by_now()
    {
        ISpool spool = Create();
        await spool.InventoryAsync(default);
        await spool.KeepAsync(1, [(0, Large)], default);
        await spool.KeepAsync(2, [(0, Large)], default);
        long used = spool.UsedBytes;

        SpoolInventory kept = await spool.InventoryAsync(default);
        Assert.Equal([1L, 2], kept.Payloads.ToArray());
        Assert.Equal(used, spool.UsedBytes);

        await spool.RemoveAsync(1, default);
        SpoolInventory left = await spool.InventoryAsync(default);
        Assert.Equal([2L], left.Payloads.ToArray());
        Assert.Equal(Large, await Read(spool, 2, 0));
    }

    [Fact]
    public async Task Many_callers_at_once_are_kept_apart()
    {
        ISpool spool = Create();

        await Task.WhenAll(Enumerable.Range(1, 40).Select(n => spool.KeepAsync(n, [(0, new byte[] { (byte)n }), (1, Large.AsMemory(0, n))], default)));
        await Task.WhenAll(Enumerable.Range(1, 20).Select(n => spool.RemoveAsync(n, default)));

        for (int n = 21; n <= 40; n++)
        {
            Assert.Equal((byte)n, Assert.Single(await Read(spool, n, 0)));
            Assert.Equal(Large[..n], await Read(spool, n, 1));
        }
    }

    internal abstract ISpool Create();

    internal static async Task<byte[]> Read(ISpool spool, long number, int index)
    {
        await using Stream stream = await spool.OpenAsync(number, index, default);
        MemoryStream copy = new();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}

public sealed class MemorySpoolSpecs : SpoolContract
{
    [Fact]
    public async Task Batches_cannot_be_sealed()
    {
        ISpool spool = Create();

        Assert.False(spool.CanSeal);
        await Assert.ThrowsAsync<NotSupportedException>(() => spool.ReadAsync(1, default));
    }

    internal override ISpool Create() => new MemorySpool(Small);
}

public sealed class FileSpoolContractSpecs : SpoolContract
{
    internal override ISpool Create() => new FileSpool(Root, Small, FileCalls.ForThisSystem());
}
