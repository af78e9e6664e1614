namespace EdgeActors.Engines.Dlr.Running;

/// <summary>
/// Bytes that the handles of all models take, as measured while the first of each was made. A model's first handle is the registry's to admit; each
/// further one only speeds things up, so it is made only while this has room. Thread-safe.
/// </summary>
internal sealed class HandleMemory(long budget)
{
    private readonly Lock _gate = new();
    private long _used;

    /// <summary>Bytes in use now.</summary>
    public long Used
    {
        get
        {
            lock (_gate)
            {
                return _used;
            }
        }
    }

    /// <summary>Counts a first handle, whatever there is.</summary>
    public void Take(long bytes)
    {
        lock (_gate)
        {
            _used += bytes;
        }
    }

    /// <summary>Counts a further handle; false when there is no room for it.</summary>
    public bool TryTake(long bytes)
    {
        lock (_gate)
        {
            if (bytes > budget - _used)
            {
                return false;
            }

            _used += bytes;
            return true;
        }
    }

    /// <summary>Gives a handle's bytes back.</summary>
    public void Return(long bytes) => Take(-bytes);
}
