using System.Collections.Concurrent;

namespace EdgeActors.Models.Prediction;

/// <summary>Operations that wait for their next use, at most <paramref name="kept"/> of them. Thread-safe.</summary>
internal sealed class PredictOperationPool(int kept)
{
    private readonly ConcurrentQueue<PredictOperation> _free = [];
    private PredictOperation? _warmest;
    private int _count;

    public PredictOperation Rent()
    {
        PredictOperation? operation = Interlocked.Exchange(ref _warmest, null);
        if (operation is null && _free.TryDequeue(out operation))
        {
            Interlocked.Decrement(ref _count);
        }

        return operation ?? new PredictOperation(this);
    }

    /// <summary>Takes back an operation that nobody holds any more.</summary>
    public void Return(PredictOperation operation)
    {
        if (Interlocked.CompareExchange(ref _warmest, operation, null) is null)
        {
            return;
        }

        if (Interlocked.Increment(ref _count) <= kept)
        {
            _free.Enqueue(operation);
        }
        else
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
