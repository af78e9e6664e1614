namespace EdgeActors.Models.Engine;

/// <summary>Something that blocks: a run, a load, the release of a session.</summary>
internal interface IEngineWork
{
    /// <summary>Does the work on one of the threads of <paramref name="threads"/>. Must not throw.</summary>
    void Execute(EngineThreads threads);
}

/// <summary>
/// Threads for blocking engine calls, apart from the pool that the socket is served by. They are made on demand up to a
/// bound, the one that went idle last works first (its caches are warm), and one that was idle for long ends. Work beyond the
/// bound waits in order.
/// </summary>
internal sealed class EngineThreads : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<EngineThread> _idle = [];
    private readonly Queue<IEngineWork> _backlog = [];
    private readonly string _name;
    private readonly TimeSpan _idleTime;
    private int _live;
    private int _made;
    private int _waiting;
    private bool _disposed;

    /// <summary>Creates the lane; its first thread starts with the first work.</summary>
    /// <param name="name">Prefix of the threads' names.</param>
    /// <param name="limit">Most threads at one time, at least 1.</param>
    /// <param name="idleTime">How long an idle thread is kept.</param>
    public EngineThreads(string name, int limit, TimeSpan idleTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(idleTime, TimeSpan.Zero);
        (_name, Limit, _idleTime) = (name, limit, idleTime);
    }

    /// <summary>Most threads at one time.</summary>
    public int Limit { get; }

    /// <summary>Threads that exist now.</summary>
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

    /// <summary>Threads that have nothing to do now.</summary>
    public int Idle
    {
        get
        {
            lock (_gate)
            {
                return _idle.Count;
            }
        }
    }

    /// <summary>Whether work waits for a thread. A worker that could go on by itself then queues up behind it.</summary>
    public bool HasBacklog => Volatile.Read(ref _waiting) > 0;

    /// <summary>Has <paramref name="work"/> done soon, on another thread; also after <see cref="Dispose"/>, so that nothing is lost.</summary>
    /// <exception cref="ModelFaultException">ResourceExhausted: the system gives no more threads.</exception>
    public void Dispatch(IEngineWork work)
    {
        EngineThread? thread;
        lock (_gate)
        {
            thread = TakeIdle() ?? TryMake();
            if (thread is null)
            {
                _backlog.Enqueue(work);
                _waiting = _backlog.Count;
                return;
            }
        }

        try
        {
            thread.Give(work);
        }
        catch (Exception failure) when (failure is OutOfMemoryException or ThreadStartException)
        {
            lock (_gate)
            {
                _live--;
            }

            ModelFault fault = new(
                FaultCode.ResourceExhausted,
                "the system gives the agent no more threads to run models; raise its limit of tasks, or send fewer predictions at once");
            throw new ModelFaultException(fault, failure);
        }
    }

    /// <summary>Lets idle threads end now and busy ones after their work. What is in the backlog is still done.</summary>
    public void Dispose()
    {
        EngineThread[] idle;
        lock (_gate)
        {
            _disposed = true;
            idle = [.. _idle];
            _idle.Clear();
            _live -= idle.Length;
        }

        foreach (EngineThread thread in idle)
        {
            thread.End();
        }
    }

    /// <summary>The worker's next work; or null, and then it is idle, or over when <paramref name="ended"/>.</summary>
    internal IEngineWork? NextFor(EngineThread thread, out bool ended)
    {
        lock (_gate)
        {
            ended = false;
            if (_backlog.TryDequeue(out IEngineWork? work))
            {
                _waiting = _backlog.Count;
                return work;
            }

            if (_disposed)
            {
                _live--;
                ended = true;
            }
            else
            {
                _idle.Add(thread);
            }

            return null;
        }
    }

    /// <summary>Whether an idle thread may end; false when work was given to it in the meantime.</summary>
    internal bool TryRetire(EngineThread thread)
    {
        lock (_gate)
        {
            if (!_idle.Remove(thread))
            {
                return false;
            }

            _live--;
            return true;
        }
    }

    private EngineThread? TakeIdle()
    {
        if (_idle.Count == 0)
        {
            return null;
        }

        EngineThread last = _idle[^1];
        _idle.RemoveAt(_idle.Count - 1);
        return last;
    }

    private EngineThread? TryMake()
    {
        if (_live == Limit)
        {
            return null;
        }

        _live++;
        return new EngineThread(this, $"{_name}-{++_made}", _idleTime);
    }
}
