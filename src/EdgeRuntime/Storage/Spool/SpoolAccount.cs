using System.Collections.Concurrent;
using EdgeActors.Capture;

namespace EdgeActors.Storage.Spool;

/// <summary>What the spool holds, by number, and the budget that it must not exceed; safe for all threads.</summary>
/// <param name="budget">Bytes, which may change: what is there stays when it shrinks.</param>
internal sealed class SpoolAccount(Func<long> budget)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<long, long> _captures = new();
    private readonly ConcurrentDictionary<long, (long Bytes, long[] Captures)> _batches = new();
    private long _used;

    public long Used => Interlocked.Read(ref _used);

    /// <summary>Takes room before it is written to.</summary>
    /// <exception cref="SpoolException">Not so much is left.</exception>
    public void Reserve(long bytes)
    {
        lock (_gate)
        {
            long most = budget();
            if (bytes > most - _used)
            {
                throw new SpoolException(SpoolFault.OverBudget, $"{bytes} bytes do not fit: {_used} of {most} are used");
            }

            _used += bytes;
        }
    }

    /// <summary>Gives room back.</summary>
    public void Release(long bytes)
    {
        lock (_gate)
        {
            _used -= bytes;
        }
    }

    /// <summary>Notes a capture for which room was reserved; what it replaces is released.</summary>
    public void AddCapture(long number, long bytes)
    {
        RemoveCapture(number);
        _captures[number] = bytes;
    }

    /// <summary>Notes a batch for which room was reserved; what it replaces is released.</summary>
    public void AddBatch(long number, long bytes, long[] captures)
    {
        if (_batches.TryRemove(number, out (long Bytes, long[] Captures) old))
        {
            Release(old.Bytes);
        }

        _batches[number] = (bytes, captures);
    }

    /// <summary>Forgets a capture; whether it was there.</summary>
    public bool RemoveCapture(long number)
    {
        bool found = _captures.TryRemove(number, out long bytes);
        Release(found ? bytes : 0);
        return found;
    }

    /// <summary>Forgets a batch, not its captures.</summary>
    public void RemoveBatch(long number)
    {
        Release(_batches.TryRemove(number, out (long Bytes, long[] Captures) batch) ? batch.Bytes : 0);
    }

    /// <summary>Bytes of a capture's payloads, 0 when it has none.</summary>
    public long BytesOf(long capture) => _captures.GetValueOrDefault(capture);

    /// <summary>Numbers of a batch's captures that have payloads.</summary>
    public long[] CapturesOf(long batch) =>
        _batches.TryGetValue(batch, out (long Bytes, long[] Captures) found) ? [.. found.Captures.Where(_captures.ContainsKey)] : [];

    /// <summary>Starts again from what was found; may exceed the budget, since it is there.</summary>
    public void Restart(IEnumerable<(long Number, long Bytes)> captures, IEnumerable<(SealedBatch Batch, long Bytes)> batches)
    {
        lock (_gate)
        {
            _captures.Clear();
            _batches.Clear();
            _used = 0;
            foreach ((long number, long bytes) in captures)
            {
                _captures[number] = bytes;
                _used += bytes;
            }

            foreach ((SealedBatch batch, long bytes) in batches)
            {
                _batches[batch.Number] = (bytes, [.. batch.Captures.Select(capture => capture.Number)]);
                _used += bytes;
            }
        }
    }
}
