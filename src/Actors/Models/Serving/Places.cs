using EdgeActors.Models.Prediction;

namespace EdgeActors.Models.Serving;

/// <summary>
/// Where the predictions of one model are, and where each goes next: told to the actor, waiting, running, or answered but not
/// yet sent. Not thread-safe: <see cref="Admission"/> guards it.
/// </summary>
internal sealed class Places(int maxConcurrency, int maxQueue)
{
    private readonly OperationList _told = new();
    private readonly OperationList _waiting = new();
    private readonly OperationList _running = new();
    private int _unsent;

    public AdmissionCounts Counts => new(_told.Count, _waiting.Count, _running.Count, _unsent);

    public bool IsEmpty => _told.Count + _waiting.Count + _running.Count + _unsent == 0;

    // As if no trial were there.
    private bool HasRoom
    {
        get
        {
            int queued = _told.Clients + _waiting.Clients;
            return queued < maxQueue || (queued == 0 && _running.Clients < maxConcurrency);
        }
    }

    /// <summary>Run, Tell or Full. Nobody overtakes: a free slot goes to who waits first. A trial waits in line, on top of the clients' places.</summary>
    public Admittance Enter(PredictOperation operation)
    {
        int queued = _told.Count + _waiting.Count;
        if (queued == 0 && _running.Count < maxConcurrency)
        {
            _running.Add(operation);
            return Admittance.Run;
        }

        if (!operation.IsTrial && !HasRoom)
        {
            return Admittance.Full;
        }

        _told.Add(operation);
        return Admittance.Tell;
    }

    /// <summary>Run or Wait, for an operation that was told.</summary>
    public Admittance Receive(PredictOperation operation)
    {
        _told.Remove(operation);
        bool free = _running.Count < maxConcurrency;
        (free ? _running : _waiting).Add(operation);
        return free ? Admittance.Run : Admittance.Wait;
    }

    /// <summary>Ends a run; its slot is the returned operation's, if any waits.</summary>
    public PredictOperation? Finish(PredictOperation operation, bool unsent)
    {
        _running.Remove(operation);
        _unsent += unsent ? 1 : 0;
        PredictOperation? next = _waiting.First;
        if (next is not null)
        {
            _waiting.Remove(next);
            _running.Add(next);
        }

        return next;
    }

    public void Sent() => _unsent--;

    public bool TakeWaiting(PredictOperation operation) => Take(operation, _waiting);

    public bool TakeTold(PredictOperation operation) => Take(operation, _told);

    /// <summary>Takes out all that wait, and with <paramref name="told"/> also those that were told.</summary>
    public IReadOnlyList<PredictOperation> TakeQueued(bool told)
    {
        List<PredictOperation> taken = [];
        Empty(_waiting, taken);
        if (told)
        {
            Empty(_told, taken);
        }

        return taken;
    }

    /// <summary>Has the engine end all runs, so many.</summary>
    public int RevokeRunning(ModelFault reason)
    {
        for (PredictOperation? operation = _running.First; operation is not null; operation = operation.Next)
        {
            operation.Revoke(reason);
        }

        return _running.Count;
    }

    private static bool Take(PredictOperation operation, OperationList from)
    {
        if (operation.Place != from)
        {
            return false;
        }

        from.Remove(operation);
        return true;
    }

    private static void Empty(OperationList from, List<PredictOperation> to)
    {
        while (from.First is { } operation)
        {
            from.Remove(operation);
            to.Add(operation);
        }
    }
}
