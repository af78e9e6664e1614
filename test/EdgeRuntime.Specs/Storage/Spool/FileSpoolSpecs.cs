using EdgeActors.Capture;
using EdgeActors.Specs.Storage.Files;
using EdgeActors.Storage.Files;
using EdgeActors.Storage.Spool;

namespace EdgeActors.Specs.Storage.Spool;

public sealed class FileSpoolSpecs : IDisposable
{
    private static readonly byte[] Payload = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];

    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_restart_finds_all_that_was_kept()
    {
        FileSpool before = Open();
        await before.KeepAsync(1, [(1, Payload)], default);
        await before.KeepAsync(2, [(1, Payload)], default);
        await before.SealAsync(SpoolBatches.Of(11, 3), default);
        await before.SealAsync(SpoolBatches.Of(9, 1, 4), default);

        FileSpool after = Open();
        SpoolInventory found = await after.InventoryAsync(default);

        Assert.Equal([9L, 11], found.Batches.Select(b => b.Number));
        Assert.Equal([(1L, "id 1 é"), (4, "id 4 é")], found.Batches[0].Captures.ToArray());
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 11, 59, 56, TimeSpan.Zero), found.Batches[0].OldestAcceptedAt);
        Assert.Equal(new FileInfo(_place["batches/9.batch"]).Length + new FileInfo(_place["captures/1.capture"]).Length, found.Batches[0].Bytes);
        Assert.Equal([1L, 2], found.Payloads.ToArray());
        Assert.Empty(found.SetAside);
        Assert.Equal(before.UsedBytes, after.UsedBytes);
        Assert.Equal(_place.Files.Sum(f => new FileInfo(_place[f]).Length), after.UsedBytes);
    }

    [Fact]
    public async Task A_sealed_batch_comes_back_as_it_was()
    {
        CaptureBatch batch = SpoolBatches.Of(9, 1, 4);
        await Open().SealAsync(batch, default);

        CaptureBatch back = await Open().ReadAsync(9, default);

        Assert.Equal(SpoolBatches.Text(batch), SpoolBatches.Text(back));
    }

    [Fact]
    public async Task Removing_a_batch_removes_its_payloads()
    {
        FileSpool spool = Open();
        await spool.KeepAsync(1, [(1, Payload)], default);
        await spool.KeepAsync(2, [(1, Payload)], default);
        await spool.SealAsync(SpoolBatches.Of(9, 1, 4), default);

        await spool.RemoveBatchAsync(9, default);

        Assert.Equal(["captures/2.capture"], _place.Files);
        Assert.Equal(new FileInfo(_place["captures/2.capture"]).Length, spool.UsedBytes);
    }

    [Fact]
    public async Task The_next_life_of_the_buffer_finds_what_was_sealed_since_the_start()
    {
        FileSpool spool = Open();
        await spool.InventoryAsync(default);
        await spool.KeepAsync(1, [(1, Payload)], default);
        await spool.SealAsync(SpoolBatches.Of(9, 1), default);
        long used = spool.UsedBytes;

        SpoolInventory sealedSince = await spool.InventoryAsync(default);
        await spool.RemoveBatchAsync(9, default);
        SpoolInventory after = await spool.InventoryAsync(default);

        Assert.Equal((9L, used), (Assert.Single(sealedSince.Batches).Number, sealedSince.Batches[0].Bytes));
        Assert.Equal([1L], sealedSince.Payloads.ToArray());
        Assert.Empty(after.Batches);
        Assert.Empty(after.Payloads);
        Assert.Equal(0, spool.UsedBytes);
    }

    [Fact]
    public async Task An_inventory_spares_the_write_that_is_at_work()
    {
        FileSpool spool = Open();
        await spool.KeepAsync(1, [(0, Payload)], default);
        string temporary = $".2.capture{DurableFile.ProcessMark}0.tmp";
        await File.WriteAllTextAsync(_place[$"captures/{temporary}"], "half");

        await spool.InventoryAsync(default);

        Assert.True(File.Exists(_place[$"captures/{temporary}"]));
    }

    [Fact]
    public async Task Damaged_and_foreign_files_are_set_aside_and_told()
    {
        FileSpool before = Open();
        await before.KeepAsync(1, [(0, Payload)], default);
        await before.KeepAsync(2, [(0, Payload)], default);
        await before.SealAsync(SpoolBatches.Of(9, 1), default);
        using (FileStream file = new(_place["captures/1.capture"], FileMode.Open))
        {
            file.SetLength(3000);
        }

        File.Move(_place["batches/9.batch"], _place["batches/10.batch"]);
        File.WriteAllText(_place["captures/notes.txt"], "?");
        File.WriteAllText(_place["captures/.2.capture.1-2-3.tmp"], "torn");

        SpoolInventory found = await Open().InventoryAsync(default);

        Assert.Empty(found.Batches);
        Assert.Equal([2L], found.Payloads.ToArray());
        Assert.Equal(["batches/10.batch", "captures/1.capture", "captures/notes.txt"], found.SetAside.Select(s => s[..s.IndexOf(':')]));
        Assert.Equal(["captures/2.capture", "damaged/1.capture", "damaged/10.batch", "damaged/notes.txt"], _place.Files);
        Assert.Equal(3000, new FileInfo(_place["damaged/1.capture"]).Length);
    }

    [Fact]
    public async Task What_turns_out_damaged_is_moved_away_when_it_is_removed()
    {
        FileSpool spool = Open();
        await spool.KeepAsync(1, [(0, Payload)], default);
        using (FileStream file = new(_place["captures/1.capture"], FileMode.Open))
        {
            file.Position = 1000;
            file.WriteByte(0xFF);
        }

        SpoolException damaged = await Assert.ThrowsAsync<SpoolException>(() => spool.OpenAsync(1, 0, default));
        await spool.RemoveAsync(1, default);

        Assert.Equal(SpoolFault.Damaged, damaged.Fault);
        Assert.Equal(["damaged/1.capture"], _place.Files);
        Assert.Equal(0, spool.UsedBytes);
    }

    [Theory]
    [InlineData(Errors.NoSpace, SpoolFault.DiskFull)]
    [InlineData(Errors.InputOutput, SpoolFault.Io)]
    [InlineData(Errors.ReadOnlySystem, SpoolFault.ReadOnly)]
    public async Task Whichever_call_fails_a_capture_is_kept_or_refused_and_counted_right(int error, SpoolFault fault)
    {
        bool failed = true;
        for (int nth = 1; failed; nth++)
        {
            string root = _place[$"{error}-{nth}"];
            FaultyCalls calls = new(nth, error);
            FileSpool spool = new(root, new SpoolOptions(), calls);
            Exception? refused = await Record.ExceptionAsync(() => spool.KeepAsync(1, [(0, Payload)], default));
            calls.Healed = true;

            failed = refused is not null;
            SpoolInventory after = await new FileSpool(root, new SpoolOptions(), FileCalls.ForThisSystem()).InventoryAsync(default);
            Assert.Equal(failed ? fault : null, (refused as SpoolException)?.Fault);
            Assert.Empty(after.SetAside);
            Assert.Equal(failed ? [] : [1L], after.Payloads.ToArray());
            Assert.Equal(failed, spool.UsedBytes == 0);
            await spool.KeepAsync(2, [(0, Payload)], default);
            Assert.Equal(Payload, await SpoolContract.Read(spool, 2, 0));
        }
    }

    private FileSpool Open() => new(_place.Path, new SpoolOptions(), FileCalls.ForThisSystem());
}
