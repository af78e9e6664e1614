using System.Collections.Concurrent;
using EdgeActors.Capture;
using EdgeActors.Configuration.Reload;
using EdgeActors.Storage.Files;

namespace EdgeActors.Storage.Spool;

/// <summary>
/// The spool on disk: <c>captures/&lt;number&gt;.capture</c>, <c>batches/&lt;number&gt;.batch</c>, <c>damaged/</c>. What is there is read
/// before the first use, and anew for each life of the buffer in the process. Files that turned out damaged are moved away when they are
/// removed, never deleted.
/// </summary>
internal sealed class FileSpool(string path, LiveValue<SpoolOptions> options, IFileCalls calls) : ISpool
{
    private readonly DurableFolder _folder = new(path, calls);
    private readonly SpoolAccount _account = new(() => options.Current.DiskBudgetBytes);
    private readonly ConcurrentDictionary<string, bool> _damaged = new(StringComparer.Ordinal);
    private readonly Lock _starting = new();
    private Task<SpoolInventory>? _inventory;
    private bool _isTold;

    public bool CanSeal => true;

    public long UsedBytes => _account.Used;

    public long BudgetBytes => options.Current.DiskBudgetBytes;

    public Task<SpoolInventory> InventoryAsync(CancellationToken cancelled)
    {
        lock (_starting)
        {
            _inventory = ReadAfterAsync(_inventory, tellsEarlier: !_isTold);
            _isTold = true;
            return _inventory.WaitAsync(cancelled);
        }
    }

    public async Task KeepAsync(long captureNumber, IReadOnlyList<(int Index, ReadOnlyMemory<byte> Data)> payloads, CancellationToken cancelled)
    {
        await StartedAsync(cancelled);
        long length = CaptureFile.LengthFor(payloads);
        await WriteAsync(SpoolFiles.Capture(captureNumber), length, Fill, () => _account.RemoveCapture(captureNumber), cancelled);
        _account.AddCapture(captureNumber, length);

        void Fill(DurableFile file) => CaptureFile.Write(file, captureNumber, payloads, cancelled);
    }

    public async Task SealAsync(CaptureBatch batch, CancellationToken cancelled)
    {
        await StartedAsync(cancelled);
        byte[] content = BatchFile.Encode(batch);
        await WriteAsync(
            SpoolFiles.Batch(batch.Number), content.Length, file => file.Write(content), () => _account.RemoveBatch(batch.Number), cancelled);
        _account.AddBatch(batch.Number, content.Length, [.. batch.Captures.Select(capture => capture.Number)]);
    }

    public Task<Stream> OpenAsync(long captureNumber, int index, CancellationToken cancelled) =>
        ReadAsync<Stream>(SpoolFiles.Capture(captureNumber), file =>
        {
            if (!CaptureFile.ReadHead(file, captureNumber).Payloads.TryGetValue(index, out (long Offset, long Length) place))
            {
                throw new SpoolException(SpoolFault.Damaged, $"capture {captureNumber} has no payload {index} in the spool");
            }

            // Read twice, so that no wrong byte ever leaves: the second time comes from the page cache.
            CaptureFile.Verify(file, place.Offset, place.Length);
            return new SegmentStream(file, place.Offset, place.Length);
        }, keepOpen: true, cancelled);

    public Task<CaptureBatch> ReadAsync(long batchNumber, CancellationToken cancelled) =>
        ReadAsync(SpoolFiles.Batch(batchNumber), file => BatchFile.Read(file, batchNumber), keepOpen: false, cancelled);

    public async Task RemoveAsync(long captureNumber, CancellationToken cancelled)
    {
        await StartedAsync(cancelled);
        await On(() => Task.FromResult(Remove([captureNumber])), cancelled);
    }

    public async Task RemoveBatchAsync(long batchNumber, CancellationToken cancelled)
    {
        await StartedAsync(cancelled);
        await On(() =>
        {
            // The batch first: cut off in between, payloads without an owner are found at the next start; the other way round a batch
            // would have lost its payloads.
            long[] captures = _account.CapturesOf(batchNumber);
            RemoveFiles([SpoolFiles.Batch(batchNumber)]);
            _account.RemoveBatch(batchNumber);
            return Task.FromResult(Remove(captures));
        }, cancelled);
    }

    private Task<SpoolInventory> StartedAsync(CancellationToken cancelled)
    {
        lock (_starting)
        {
            // A start that failed is tried again by whoever comes next.
            if (_inventory is null or { IsFaulted: true })
            {
                _inventory = ReadAfterAsync(null, tellsEarlier: false);
            }

            return _inventory.WaitAsync(cancelled);
        }
    }

    // One after the other: who asked for the one before may have stopped waiting while it still sets files aside.
    private async Task<SpoolInventory> ReadAfterAsync(Task<SpoolInventory>? earlier, bool tellsEarlier)
    {
        await ((Task?)earlier ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        SpoolInventory now = await On(() => Task.FromResult(SpoolFiles.Read(_folder, _account)), CancellationToken.None);
        return tellsEarlier && earlier is { IsCompletedSuccessfully: true }
            ? now with { SetAside = [.. (await earlier).SetAside, .. now.SetAside] }
            : now;
    }

    private bool Remove(long[] captures)
    {
        RemoveFiles([.. captures.Select(SpoolFiles.Capture)]);
        return captures.Aggregate(false, (any, capture) => _account.RemoveCapture(capture) || any);
    }

    private void RemoveFiles(string[] names)
    {
        foreach (string damaged in names.Where(name => _damaged.ContainsKey(name) && _folder.LengthOf(name) is not null))
        {
            SpoolFiles.SetAside(_folder, damaged);
            _damaged.TryRemove(damaged, out _);
        }

        foreach (IGrouping<string, string> byFolder in names.GroupBy(LeftOvers.FolderPart))
        {
            _folder.Remove(byFolder.Key, byFolder.Select(LeftOvers.NamePart));
        }
    }

    private Task<bool> WriteAsync(string name, long length, Action<DurableFile> fill, Action forget, CancellationToken cancelled)
    {
        _account.Reserve(length);
        return On(async () =>
        {
            DurableFile? begun = null;
            try
            {
                await _folder.WriteAsync(name, file =>
                {
                    fill(begun = file);
                    cancelled.ThrowIfCancellationRequested();
                    return Task.CompletedTask;
                });
                return true;
            }
            catch
            {
                Undo(name, begun, length, forget);
                throw;
            }
        }, CancellationToken.None);
    }

    // A file that got its name but perhaps not for good must not be taken for a kept one later.
    private void Undo(string name, DurableFile? begun, long length, Action forget)
    {
        try
        {
            if (begun?.IsPlaced == true)
            {
                RemoveFiles([name]);
                forget();
            }

            _account.Release(length);
        }
        catch (StorageException)
        {
            // It may still be on disk, so its room stays taken until the next start counts anew.
            return;
        }
    }

    private async Task<T> ReadAsync<T>(string name, Func<OpenedFile, T> read, bool keepOpen, CancellationToken cancelled)
    {
        await StartedAsync(cancelled);
        return await On(() =>
        {
            OpenedFile file = OpenRead(name);
            bool stays = false;
            try
            {
                T result = read(file);
                stays = keepOpen;
                return Task.FromResult(result);
            }
            catch (Exception e) when (e is InvalidDataException or StorageException { IsBadMedium: true })
            {
                // A sector that cannot be read is as lost as one that reads wrong; trying again for ever would block what comes after.
                _damaged[name] = true;
                throw new SpoolException(SpoolFault.Damaged, $"{name} is damaged: {e.Message}", e);
            }
            finally
            {
                if (!stays)
                {
                    file.Dispose();
                }
            }
        }, cancelled);
    }

    private OpenedFile OpenRead(string name)
    {
        try
        {
            return _folder.OpenRead(name);
        }
        catch (StorageException e) when (e.IsBadMedium)
        {
            throw new SpoolException(SpoolFault.Damaged, $"{name} is damaged: {e.Message}", e);
        }
    }

    private static async Task<T> On<T>(Func<Task<T>> work, CancellationToken cancelled)
    {
        try
        {
            return await Task.Run(work, cancelled);
        }
        catch (StorageException e)
        {
            SpoolFault fault = e.Fault switch
            {
                StorageFault.DiskFull => SpoolFault.DiskFull,
                StorageFault.ReadOnly => SpoolFault.ReadOnly,
                StorageFault.Missing or StorageFault.Unsafe => SpoolFault.Damaged,
                _ => SpoolFault.Io,
            };
            throw new SpoolException(fault, e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpoolException(SpoolFault.Io, e.Message, e);
        }
    }
}
