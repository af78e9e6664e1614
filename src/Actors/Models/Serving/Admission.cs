using EdgeActors.Models.Prediction;

namespace EdgeActors.Models.Serving;

/// <summary>
/// The limits of one model and who is within them: told to the actor, waiting, running, or answered but not yet sent. Owned by
/// the model's actor and outlives its restarts; the caller's and the engine's threads use it too, so that a prediction that
/// finds a free slot and a finished run that finds a waiting one need no further hop. Every step is short and under one lock.
/// </summary>
internal sealed class Admission
{
    private readonly Lock _gate = new();
    private readonly Places _places;
    private readonly ModelStatistics _statistics = new();
    private bool _closed;
    private Action? _onIdle;

    /// <param name="maxConcurrency">Runs at one time, at least 1.</param>
    /// <param name="maxQueue">Predictions that may wait for a run, 0 or more.</param>
    public Admission(int maxConcurrency, int maxQueue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maxQueue);
        (MaxConcurrency, MaxQueue) = (maxConcurrency, maxQueue);
        _places = new Places(maxConcurrency, maxQueue);
    }

    public int MaxConcurrency { get; }

    public int MaxQueue { get; }

    public AdmissionCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return _places.Counts;
            }
        }
    }

    public StatisticsSnapshot Statistics
    {
        get
        {
            lock (_gate)
            {
                return _statistics.Snapshot();
            }
        }
    }

    /// <summary>First step of a prediction, on the caller's thread. Nobody overtakes: a free slot goes to who waits first.</summary>
    public Admittance Enter(PredictOperation operation)
    {
        lock (_gate)
        {
            return _closed ? Admittance.Closed : _places.Enter(operation);
        }
    }

    /// <summary>The actor has received the operation: <see cref="Admittance.Run"/> or <see cref="Admittance.Wait"/>.</summary>
    /// <exception cref="InvalidOperationException">The operation was never told to this model.</exception>
    public Admittance Receive(PredictOperation operation)
    {
        lock (_gate)
        {
            return _places.Receive(operation);
        }
    }

    /// <summary>
    /// A run has ended, or was not begun when <paramref name="run"/> is null: counts it, if it was a client's, and gives its slot to the
    /// operation returned, if any waits. With <paramref name="unsent"/> its outputs are out until <see cref="Sent"/>.
    /// </summary>
    public PredictOperation? Finish(PredictOperation operation, FinishedRun? run, bool unsent)
    {
        PredictOperation? next;
        Action? idle;
        lock (_gate)
        {
            next = _places.Finish(operation, unsent);
            if (run is { } counted && !operation.IsTrial)
            {
                _statistics.Count(counted);
            }

            idle = TakeIdle();
        }

        idle?.Invoke();
        return next;
    }

    /// <summary>The outputs of a run are sent and freed.</summary>
    public void Sent()
    {
        Action? idle;
        lock (_gate)
        {
            _places.Sent();
            idle = TakeIdle();
        }

        idle?.Invoke();
    }

    /// <summary>Takes out an operation that waits; false when it is elsewhere, and then its run or its actor finds it answered.</summary>
    public bool Withdraw(PredictOperation operation)
    {
        bool taken;
        Action? idle;
        lock (_gate)
        {
            taken = _places.TakeWaiting(operation);
            idle = TakeIdle();
        }

        idle?.Invoke();
        return taken;
    }

    /// <summary>Takes out an operation whose message the actor could not handle; false when it is not told.</summary>
    public bool Forget(PredictOperation operation)
    {
        bool taken;
        Action? idle;
        lock (_gate)
        {
            taken = _places.TakeTold(operation);
            idle = TakeIdle();
        }

        idle?.Invoke();
        return taken;
    }

    /// <summary>
    /// Takes no more. <paramref name="onIdle"/> is called once, on whatever thread, when nothing is told, waiting, running or
    /// unsent; at once if that is so now. A later call replaces the first one's.
    /// </summary>
    public void Close(Action onIdle)
    {
        Action? idle;
        lock (_gate)
        {
            _closed = true;
            _onIdle = onIdle;
            idle = TakeIdle();
        }

        idle?.Invoke();
    }

    /// <summary>Takes out all that wait, and with <paramref name="told"/> also those whose message nobody will handle.</summary>
    public IReadOnlyList<PredictOperation> TakeQueued(bool told)
    {
        IReadOnlyList<PredictOperation> taken;
        Action? idle;
        lock (_gate)
        {
            taken = _places.TakeQueued(told);
            idle = TakeIdle();
        }

        idle?.Invoke();
        return taken;
    }

    /// <summary>Has the engine end all runs; their callers hear <paramref name="reason"/>.</summary>
    public int RevokeRunning(ModelFault reason)
    {
        lock (_gate)
        {
            // Under the lock, since an operation that has left the list may be in use for another prediction already.
            return _places.RevokeRunning(reason);
        }
    }

    // Called under the lock; the action is invoked outside it.
    private Action? TakeIdle()
    {
        if (!_closed || !_places.IsEmpty)
        {
            return null;
        }

        Action? idle = _onIdle;
        _onIdle = null;
        return idle;
    }
}
