using EdgeActors.Models.Prediction;

namespace EdgeActors.Models.Serving;

/// <summary>What a prediction has to do next.</summary>
internal enum Admittance
{
    /// <summary>A run slot is taken: hand it to an engine thread.</summary>
    Run,

    /// <summary>A place is reserved: tell it to the model's actor.</summary>
    Tell,

    /// <summary>It waits for a slot.</summary>
    Wait,

    /// <summary>Every place is taken.</summary>
    Full,

    /// <summary>The model takes no more.</summary>
    Closed,
}

/// <summary>How many predictions are where.</summary>
internal readonly record struct AdmissionCounts(int Told, int Waiting, int Running, int Unsent);

/// <summary>
/// The limits of one model and who is within them: told to the actor, waiting, running, or answered but not yet sent. Owned by
/// the model's actor and outlives its restarts; the caller's and the engine's threads use it too, so that a prediction that
/// finds a free slot and a finished run that finds a waiting one need no further hop. Every step is short and under one lock.
/// </summary>
internal sealed class Admission
{
    private readonly Lock _gate = new();
    private readonly OperationList _told = new();
    private readonly OperationList _waiting = new();
    private readonly OperationList _running = new();
    private readonly ModelStatistics _statistics = new();
    private int _unsent;
    private bool _closed;
    private Action? _onIdle;

    /// <param name="maxConcurrency">Runs at one time, at least 1.</param>
    /// <param name="maxQueue">Predictions that may wait for a run, 0 or more.</param>
    public Admission(int maxConcurrency, int maxQueue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maxQueue);
        (MaxConcurrency, MaxQueue) = (maxConcurrency, maxQueue);
    }

    public int MaxConcurrency { get; }

    public int MaxQueue { get; }

    public AdmissionCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return new AdmissionCounts(_told.Count, _waiting.Count, _running.Count, _unsent);
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
            int queued = _told.Count + _waiting.Count;
            if (_closed)
            {
                return Admittance.Closed;
            }

            if (queued == 0 && _running.Count < MaxConcurrency)
            {
                _running.Add(operation);
                return Admittance.Run;
            }

            if (queued >= MaxQueue)
            {
                return Admittance.Full;
            }

            _told.Add(operation);
            return Admittance.Tell;
        }
    }

    /// <summary>The actor has received the operation: <see cref="Admittance.Run"/> or <see cref="Admittance.Wait"/>.</summary>
    /// <exception cref="InvalidOperationException">The operation was never told to this model.</exception>
    public Admittance Receive(PredictOperation operation)
    {
        lock (_gate)
        {
            _told.Remove(operation);
            bool free = _running.Count < MaxConcurrency;
            (free ? _running : _waiting).Add(operation);
            return free ? Admittance.Run : Admittance.Wait;
        }
    }

    /// <summary>
    /// A run has ended, or was not begun when <paramref name="run"/> is null: counts it and gives its slot to the operation returned, if any waits. With <paramref name="unsent"/>
    /// its outputs are out until <see cref="Sent"/>.
    /// </summary>
    public PredictOperation? Finish(PredictOperation operation, FinishedRun? run, bool unsent)
    {
        PredictOperation? next;
        Action? idle;
        lock (_gate)
        {
            _running.Remove(operation);
            if (run is { } counted)
            {
                _statistics.Count(counted);
            }

            _unsent += unsent ? 1 : 0;
            next = _waiting.First;
            if (next is not null)
            {
                _waiting.Remove(next);
                _running.Add(next);
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
            _unsent--;
            idle = TakeIdle();
        }

        idle?.Invoke();
    }

    /// <summary>Takes out an operation that waits; false when it is elsewhere, and then its run or its actor finds it answered.</summary>
    public bool Withdraw(PredictOperation operation) => TakeOut(operation, _waiting);

    /// <summary>Takes out an operation whose message the actor could not handle; false when it is not told.</summary>
    public bool Forget(PredictOperation operation) => TakeOut(operation, _told);

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
        List<PredictOperation> taken = [];
        Action? idle;
        lock (_gate)
        {
            Empty(_waiting, taken);
            if (told)
            {
                Empty(_told, taken);
            }

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
            for (PredictOperation? operation = _running.First; operation is not null; operation = operation.Next)
            {
                operation.Revoke(reason);
            }

            return _running.Count;
        }
    }

    private static void Empty(OperationList from, List<PredictOperation> to)
    {
        while (from.First is { } operation)
        {
            from.Remove(operation);
            to.Add(operation);
        }
    }

    private bool TakeOut(PredictOperation operation, OperationList from)
    {
        Action? idle;
        lock (_gate)
        {
            if (operation.Place != from)
            {
                return false;
            }

            from.Remove(operation);
            idle = TakeIdle();
        }

        idle?.Invoke();
        return true;
    }

    // Called under the lock; the action is invoked outside it.
    private Action? TakeIdle()
    {
        if (!_closed || _told.Count + _waiting.Count + _running.Count + _unsent > 0)
        {
            return null;
        }

        Action? idle = _onIdle;
        _onIdle = null;
        return idle;
    }
}
