namespace EdgeActors.Engines.Dlr.TensorRt;

/// <summary>A model's use of its folder in the cache. For one thread at a time.</summary>
internal sealed class CacheLease(EngineCache cache, CacheFolder folder) : IDisposable
{
    private DateTime _changed;

    /// <summary>Full path of the folder.</summary>
    public string Folder => folder.Path;

    /// <summary>A run has ended: when the folder has changed since the last time, keeps what is new.</summary>
    public void AfterRun()
    {
        DateTime changed = Changed();
        if (changed != _changed)
        {
            cache.Keep(folder);
            _changed = Changed();
        }
    }

    /// <inheritdoc />
    public void Dispose() => cache.Close(folder);

    private DateTime Changed() => Directory.GetLastWriteTimeUtc(folder.Path);
}
