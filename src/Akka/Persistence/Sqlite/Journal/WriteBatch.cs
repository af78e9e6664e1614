using System.Collections.Immutable;

namespace Akka.Persistence.Sqlite.Journal;

/// <summary>
/// Collects the results of the writes of one batch, which may lie in different transactions. Who waits goes on on the database's thread: all it does is
/// to tell the actor, and a hop to the pool would keep the next batch from coming.
/// </summary>
/// <param name="count">How many, at least 1.</param>
internal sealed class WriteBatch(int count)
{
    private readonly TaskCompletionSource<IImmutableList<Exception>> _done = new();
    private readonly Exception[] _results = new Exception[count];
    private int _open = count;

    /// <summary>One result per write, null where it is stored; null as a whole when all are.</summary>
    public Task<IImmutableList<Exception>> Done => _done.Task;

    public void Complete(int place, Exception result)
    {
        _results[place] = result;
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _done.SetResult(Array.TrueForAll(_results, one => one is null) ? null : ImmutableArray.Create(_results));
        }
    }
}
