using System.Buffers;
using System.Globalization;
using EdgeActors.Configuration.Reload;
using EdgeActors.Storage.Files;
using EdgeActors.Upload;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Storage.DiskSink;

/// <summary>
/// The capture folder as a sink: an object is a file, durable before its put is done, visible only when whole. Records refer to it by
/// <c>file:///…</c>.
/// </summary>
internal sealed class DiskCaptureSink : ICaptureSink
{
    private const int ChunkLength = 64 << 10;

    private readonly DurableFolder _folder;
    private readonly DiskBudget _budget;
    private readonly string _root;
    private readonly Lock _starting = new();
    private Task? _prepared;

    public DiskCaptureSink(LiveValue<DiskSinkOptions> options, IFileCalls calls, TimeProvider time, ILogger<DiskCaptureSink> log)
    {
        _folder = new DurableFolder(options.Current.Folder, calls);
        _budget = new DiskBudget(_folder, options, time, log);
        _root = "file://" + string.Join('/', _folder.Path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)) + "/";
    }

    /// <summary>Bytes in the folder, as far as is known.</summary>
    public long UsedBytes => _budget.UsedBytes;

    /// <summary>Files that were removed to make room, since the start.</summary>
    public long EvictedFiles => _budget.EvictedFiles;

    public string ReferenceTo(string key) => _root + key;

    public async Task<SinkResult> PutAsync(SinkObject content, CancellationToken cancelled)
    {
        if (ObjectKey.Fault(content.Key) is { } fault)
        {
            return new SinkResult(SinkOutcome.Refused, fault);
        }

        try
        {
            return await Task.Run(() => StoreAsync(content, cancelled), cancelled);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SinkResult(SinkOutcome.Unavailable, Reason((e as StorageException)?.Fault ?? StorageFault.Io));
        }
    }

    private async Task<SinkResult> StoreAsync(SinkObject content, CancellationToken cancelled)
    {
        await Prepare().WaitAsync(cancelled);
        if (!_budget.Take(content.Length))
        {
            return new SinkResult(SinkOutcome.Unavailable, "the capture folder is at its budget; remove files or raise the budget");
        }

        long unused = content.Length;
        try
        {
            unused = await _folder.WriteAsync(content.Key, file => CopyAsync(content, file, cancelled)) ?? 0;
            return SinkResult.Stored;
        }
        catch (UnreadableException e)
        {
            return new SinkResult(e.Outcome, e.Message);
        }
        finally
        {
            _budget.Add(-unused);
        }
    }

    private static async Task CopyAsync(SinkObject content, DurableFile file, CancellationToken cancelled)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkLength);
        try
        {
            await using Stream source = await Reading(() => content.OpenAsync(cancelled));
            long copied = 0;
            while (await Reading(() => source.ReadAsync(chunk, cancelled).AsTask()) is > 0 and int read)
            {
                file.Write(chunk.AsSpan(0, read));
                copied += read;
            }

            if (copied != content.Length)
            {
                throw new UnreadableException(string.Create(
                    CultureInfo.InvariantCulture, $"{copied} bytes came where {content.Length} were announced"));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static async Task<T> Reading<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw PassingFault.Is(e)
                ? new UnreadableException("the content cannot be read now: " + e.Message, SinkOutcome.Unavailable)
                : new UnreadableException("the content cannot be read: " + e.Message);
        }
    }

    private static string Reason(StorageFault fault) => fault switch
    {
        StorageFault.DiskFull => "the disk with the capture folder is full",
        StorageFault.ReadOnly => "the capture folder cannot be written to",
        StorageFault.Unsafe => "a link or a foreign file is in the way in the capture folder",
        _ => "reading or writing the capture folder fails",
    };

    private Task Prepare()
    {
        lock (_starting)
        {
            if (_prepared is null or { IsFaulted: true })
            {
                _prepared = Task.Run(PrepareNow);
            }

            return _prepared;
        }
    }

    private void PrepareNow()
    {
        _folder.Ensure();
        LeftOvers.Sweep(_folder, DurableFile.ProcessMark);
        _budget.Count();
    }

    private sealed class UnreadableException(string message, SinkOutcome outcome = SinkOutcome.Unreadable) : Exception(message)
    {
        public SinkOutcome Outcome => outcome;
    }
}
