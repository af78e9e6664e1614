using System.Globalization;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Engines.Dlr.TensorRt;

/// <summary>
/// The folder in which TensorRT keeps the engines that it makes, one folder per model below it, kept within a limit: looked after at each load, after a run
/// that has made an engine, and at each unload. It is a cache, so its failures are told and cost time, never a prediction. Thread-safe.
/// </summary>
/// <param name="root">The folder, which exists.</param>
/// <param name="limit">Bytes that engines may have.</param>
/// <param name="calls">The system's calls.</param>
/// <param name="clock">For the time of the last use.</param>
/// <param name="log">For what is dropped.</param>
internal sealed class EngineCache(string root, long limit, IFileCalls calls, TimeProvider clock, ILogger log)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _inUse = new(StringComparer.Ordinal);

    /// <summary>
    /// Opens a model's folder until the lease is disposed. A model that is loaded twice gets two, since TensorRT would write the same file twice.
    /// Null when the cache cannot be used.
    /// </summary>
    /// <param name="key">Names the model's content: 32 hexadecimal digits.</param>
    public CacheLease? Open(string key)
    {
        lock (_gate)
        {
            string name = Enumerable.Range(0, int.MaxValue).Select(seat => SeatOf(key, seat)).First(_inUse.Add);
            CacheFolder folder = new(Path.Combine(root, name), calls);
            bool opened = Guarded(() =>
            {
                foreach (string torn in folder.Begin(clock.GetUtcNow()))
                {
                    DlrLog.EngineTorn(log, $"{name}/{torn}");
                }
            });
            if (!opened)
            {
                _inUse.Remove(name);
                return null;
            }

            Sweep();
            return new CacheLease(this, folder);
        }
    }

    /// <summary>Keeps what the model has added, and the limit.</summary>
    internal void Keep(CacheFolder folder)
    {
        lock (_gate)
        {
            Guarded(folder.Seal);
            Sweep();
        }
    }

    /// <summary>The same, and the model is in use no more.</summary>
    internal void Close(CacheFolder folder)
    {
        lock (_gate)
        {
            Guarded(folder.Seal);
            _inUse.Remove(folder.Name);
            Sweep();
        }
    }

    private static string SeatOf(string key, int seat) => seat == 0 ? key : string.Create(CultureInfo.InvariantCulture, $"{key}-{seat}");

    private void Sweep() => Guarded(() =>
    {
        Dictionary<string, CacheFolder> folders = CacheFolder.Of(root, calls).ToDictionary(static folder => folder.Name, StringComparer.Ordinal);
        List<CachedEngine> engines = [.. folders.Values.SelectMany(folder => folder.Engines(_inUse.Contains(folder.Name)))];
        long bytes = engines.Sum(static engine => engine.Bytes);
        foreach (CachedEngine engine in Eviction.Choose(engines, limit))
        {
            Guarded(() =>
            {
                folders[engine.Folder].Remove(engine.Name);
                bytes -= engine.Bytes;
                DlrLog.EngineDropped(log, $"{engine.Folder}/{engine.Name}", engine.Bytes);
            });
        }

        foreach (CacheFolder folder in folders.Values.Where(folder => !_inUse.Contains(folder.Name)))
        {
            Guarded(folder.RemoveIfEmpty);
        }

        if (bytes > limit)
        {
            DlrLog.OverLimit(log, bytes, limit);
        }
    });

    private bool Guarded(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or StorageException)
        {
            DlrLog.CacheFails(log, failure.Message);
            return false;
        }
    }
}
