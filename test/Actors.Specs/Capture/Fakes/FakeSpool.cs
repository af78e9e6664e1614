using System.Collections.Concurrent;
using System.Collections.Immutable;
using EdgeActors.Capture;

namespace EdgeActors.Specs.Capture.Fakes;

/// <summary>A spool in memory with switches for every fault. It outlives the buffers that use it, as a disk does.</summary>
internal sealed class FakeSpool : ISpool
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, CaptureBatch> _batches = [];
    private readonly Dictionary<long, Dictionary<int, byte[]>> _payloads = [];

    public bool CanSeal { get; set; } = true;

    public long BudgetBytes { get; set; } = 1 << 20;

    /// <summary>Fails writes of payloads and batches with this.</summary>
    public SpoolFault? WriteFault { get; set; }

    /// <summary>Fails removals with this.</summary>
    public SpoolFault? RemoveFault { get; set; }

    public SpoolFault? InventoryFault { get; set; }

    /// <summary>Awaited before a write begins.</summary>
    public Func<Task>? BeforeWrite { get; set; }

    /// <summary>Awaited before the inventory is told.</summary>
    public Func<Task>? BeforeInventory { get; set; }

    public ConcurrentQueue<string> Calls { get; } = [];

    public List<string> SetAside { get; } = [];

    public long UsedBytes
    {
        get
        {
            lock (_gate)
            {
                return _payloads.Values.Sum(static files => files.Values.Sum(static data => (long)data.Length)) + _batches.Values.Sum(Bytes);
            }
        }
    }

    public IReadOnlyList<long> Batches
    {
        get
        {
            lock (_gate)
            {
                return [.. _batches.Keys];
            }
        }
    }

    public IReadOnlyList<long> Payloads
    {
        get
        {
            lock (_gate)
            {
                return [.. _payloads.Keys.Order()];
            }
        }
    }

    public async Task KeepAsync(long captureNumber, IReadOnlyList<(int Index, ReadOnlyMemory<byte> Data)> payloads, CancellationToken cancelled)
    {
        Calls.Enqueue($"keep {captureNumber}");
        await BeginWriteAsync();
        lock (_gate)
        {
            Check(payloads.Sum(static payload => (long)payload.Data.Length));
            _payloads[captureNumber] = payloads.ToDictionary(static payload => payload.Index, static payload => payload.Data.ToArray());
        }
    }

    public Task<Stream> OpenAsync(long captureNumber, int index, CancellationToken cancelled)
    {
        lock (_gate)
        {
            return _payloads.TryGetValue(captureNumber, out Dictionary<int, byte[]>? files) && files.TryGetValue(index, out byte[]? data)
                ? Task.FromResult<Stream>(new MemoryStream(data))
                : Task.FromException<Stream>(new SpoolException(SpoolFault.Damaged, $"payload {captureNumber}-{index} is missing"));
        }
    }

    public Task RemoveAsync(long captureNumber, CancellationToken cancelled) => Remove($"remove {captureNumber}", () => _payloads.Remove(captureNumber));

    public async Task SealAsync(CaptureBatch batch, CancellationToken cancelled)
    {
        Calls.Enqueue($"seal {batch.Number}");
        await BeginWriteAsync();
        lock (_gate)
        {
            Check(Bytes(batch));
            _batches[batch.Number] = batch;
        }
    }

    public Task<CaptureBatch> ReadAsync(long batchNumber, CancellationToken cancelled)
    {
        lock (_gate)
        {
            return _batches.TryGetValue(batchNumber, out CaptureBatch? batch)
                ? Task.FromResult(batch)
                : Task.FromException<CaptureBatch>(new SpoolException(SpoolFault.Damaged, $"batch {batchNumber} is missing"));
        }
    }

    public Task RemoveBatchAsync(long batchNumber, CancellationToken cancelled) => Remove($"remove batch {batchNumber}", () =>
    {
        if (_batches.Remove(batchNumber, out CaptureBatch? batch))
        {
            foreach (CapturedData capture in batch.Captures)
            {
                _payloads.Remove(capture.Number);
            }
        }
    });

    public async Task<SpoolInventory> InventoryAsync(CancellationToken cancelled)
    {
        if (BeforeInventory is { } wait)
        {
            await wait();
        }

        lock (_gate)
        {
            return InventoryFault is { } fault
                ? throw new SpoolException(fault, "the inventory is switched to fail")
                : new SpoolInventory([.. _batches.Values.Select(Head)], [.. _payloads.Keys.Order()], [.. SetAside]);
        }
    }

    /// <summary>Damages the spool behind the buffer's back.</summary>
    public void Lose(long? batch = null, long? payload = null)
    {
        lock (_gate)
        {
            _batches.Remove(batch ?? 0);
            _payloads.Remove(payload ?? 0);
        }
    }

    public static SealedBatch Head(CaptureBatch batch) => new(
        batch.Number, Bytes(batch), batch.Captures.Min(static c => c.AcceptedAt), [.. batch.Captures.Select(static c => (c.Number, c.CaptureId))]);

    private static long Bytes(CaptureBatch batch) =>
        batch.Captures.Sum(static capture => 100 + capture.Items.Sum(static item => (long)(item.Embedded?.Length ?? 0)));

    private async Task BeginWriteAsync()
    {
        if (BeforeWrite is { } wait)
        {
            await wait();
        }
    }

    private void Check(long more)
    {
        if (WriteFault is { } fault)
        {
            throw new SpoolException(fault, "writing is switched to fail");
        }

        if (UsedBytes + more > BudgetBytes)
        {
            throw new SpoolException(SpoolFault.OverBudget, "over budget");
        }
    }

    private Task Remove(string call, Action action)
    {
        Calls.Enqueue(call);
        lock (_gate)
        {
            if (RemoveFault is { } fault)
            {
                return Task.FromException(new SpoolException(fault, "removing is switched to fail"));
            }

            action();
            return Task.CompletedTask;
        }
    }
}
