using EdgeActors.Models.Prediction;

namespace EdgeActors.Models.Serving;

/// <summary>
/// Operations in order, linked through themselves so that queueing allocates nothing and any of them can be taken out at once.
/// An operation is in one list at most. Not thread-safe.
/// </summary>
internal sealed class OperationList
{
    private PredictOperation? _first;
    private PredictOperation? _last;

    public int Count { get; private set; }

    /// <summary>Those of clients; the others are trials.</summary>
    public int Clients { get; private set; }

    public PredictOperation? First => _first;

    public void Add(PredictOperation operation)
    {
        (operation.Place, operation.Previous, operation.Next) = (this, _last, null);
        _ = _last is null ? _first = operation : _last.Next = operation;
        _last = operation;
        Count++;
        Clients += operation.IsTrial ? 0 : 1;
    }

    public void Remove(PredictOperation operation)
    {
        if (operation.Place != this)
        {
            throw new InvalidOperationException("The operation is not in this list.");
        }

        (PredictOperation? before, PredictOperation? after) = (operation.Previous, operation.Next);
        _ = before is null ? _first = after : before.Next = after;
        _ = after is null ? _last = before : after.Previous = before;
        (operation.Place, operation.Previous, operation.Next) = (null, null, null);
        Count--;
        Clients -= operation.IsTrial ? 0 : 1;
    }
}
