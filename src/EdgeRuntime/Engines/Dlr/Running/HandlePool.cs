namespace EdgeActors.Engines.Dlr.Running;

/// <summary>
/// The handles of one model. One is made at the load; further ones, up to a bound and while there is memory, when a run finds the others busy. Where one
/// cannot be made, runs wait for those that are there.
/// </summary>
/// <param name="first">The handle that the load has made.</param>
/// <param name="most">Handles at one time.</param>
/// <param name="make">Makes another one; null when there is no memory for it, and then no more are asked for.</param>
/// <param name="free">Frees one.</param>
internal sealed class HandlePool(OwnedHandle first, int most, Func<OwnedHandle?> make, Action<OwnedHandle> free) : IDisposable
{
    private readonly object _gate = new();
    private readonly Stack<OwnedHandle> _idle = new([first]);
    private int _most = most;
    private int _live = 1;
    private bool _disposed;

    /// <summary>Handles that exist.</summary>
    public int Live
    {
        get
        {
            lock (_gate)
            {
                return _live;
            }
        }
    }

    /// <summary>A handle for the caller alone, who gives it back.</summary>
    /// <exception cref="OperationCanceledException">The caller has given up while all were busy.</exception>
    public OwnedHandle Take(CancellationToken cancelled)
    {
        using CancellationTokenRegistration wake = cancelled.UnsafeRegister(static self => ((HandlePool)self!).WakeAll(), this);
        lock (_gate)
        {
            while (true)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                cancelled.ThrowIfCancellationRequested();
                if (_idle.TryPop(out OwnedHandle? handle))
                {
                    return handle;
                }

                if (_live < _most)
                {
                    _live++;
                    break;
                }

                Monitor.Wait(_gate);
            }
        }

        return Made() ?? Take(cancelled);
    }

    /// <summary>Gives a handle back.</summary>
    public void Return(OwnedHandle handle)
    {
        lock (_gate)
        {
            _idle.Push(handle);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Frees the handles, each when its run has ended. Blocks.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Monitor.PulseAll(_gate);
            while (_live > 0)
            {
                while (_idle.TryPop(out OwnedHandle? handle))
                {
                    _live--;
                    free(handle);
                }

                if (_live > 0)
                {
                    Monitor.Wait(_gate);
                }
            }
        }
    }

    private OwnedHandle? Made()
    {
        OwnedHandle? made = null;
        try
        {
            return made = make();
        }
        finally
        {
            if (made is null)
            {
                lock (_gate)
                {
                    _live--;
                    _most = Math.Max(1, _live);
                    Monitor.PulseAll(_gate);
                }
            }
        }
    }

    private void WakeAll()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }
}
