using System.Collections.Concurrent;
using System.Collections.Immutable;
using EdgeActors.Capture;

namespace EdgeActors.Storage.Spool;

/// <summary>The spool without <c>DbEnable</c>: payloads in memory, gone with the process; batches cannot be sealed.</summary>
internal sealed class MemorySpool(SpoolOptions options) : ISpool
{
    private readonly SpoolAccount _account = new(() => options.MemoryBudgetBytes);
    private readonly ConcurrentDictionary<long, ImmutableDictionary<int, byte[]>> _captures = new();

    public bool CanSeal => false;

    public long UsedBytes => _account.Used;

    public long BudgetBytes => options.MemoryBudgetBytes;

    public Task<SpoolInventory> InventoryAsync(CancellationToken cancelled) =>
        Task.FromResult(new SpoolInventory([], [.. _captures.Keys.Order()], []));

    public Task KeepAsync(long captureNumber, IReadOnlyList<(int Index, ReadOnlyMemory<byte> Data)> payloads, CancellationToken cancelled)
    {
        if (cancelled.IsCancellationRequested)
        {
            return Task.FromCanceled(cancelled);
        }

        long length = payloads.Sum(payload => (long)payload.Data.Length);
        try
        {
            _account.Reserve(length);
        }
        catch (SpoolException e)
        {
            return Task.FromException(e);
        }

        _captures[captureNumber] = payloads.ToImmutableDictionary(payload => payload.Index, payload => payload.Data.ToArray());
        _account.AddCapture(captureNumber, length);
        return Task.CompletedTask;
    }

    public Task<Stream> OpenAsync(long captureNumber, int index, CancellationToken cancelled) =>
        _captures.TryGetValue(captureNumber, out ImmutableDictionary<int, byte[]>? payloads) && payloads.TryGetValue(index, out byte[]? data)
            ? Task.FromResult<Stream>(new MemoryStream(data, writable: false))
            : Task.FromException<Stream>(new SpoolException(SpoolFault.Damaged, $"capture {captureNumber} has no payload {index} in the spool"));

    public Task RemoveAsync(long captureNumber, CancellationToken cancelled)
    {
        _captures.TryRemove(captureNumber, out _);
        _account.RemoveCapture(captureNumber);
        return Task.CompletedTask;
    }

    public Task SealAsync(CaptureBatch batch, CancellationToken cancelled) => throw CannotSeal();

    public Task<CaptureBatch> ReadAsync(long batchNumber, CancellationToken cancelled) => throw CannotSeal();

    public Task RemoveBatchAsync(long batchNumber, CancellationToken cancelled) => throw CannotSeal();

    private static NotSupportedException CannotSeal() => new("the spool in memory keeps no batches");
}
