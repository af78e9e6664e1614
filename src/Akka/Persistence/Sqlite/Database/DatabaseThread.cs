using System.Collections.Concurrent;

namespace Akka.Persistence.Sqlite.Database;

/// <summary>
/// The one thread that uses a database: SQLite blocks on the disk, which neither an actor's thread nor the pool's is for. Writes that wait when it
/// comes to the first of them are handed over together.
/// </summary>
internal sealed class DatabaseThread : IDisposable
{
    private readonly BlockingCollection<object> _queue = [];
    private readonly SqliteDatabase _database;
    private readonly Action<List<PendingWrite>> _write;
    private readonly Thread _thread;

    /// <param name="name">Of the thread.</param>
    /// <param name="database">Closed when the thread ends.</param>
    /// <param name="write">Stores writes and completes each of them.</param>
    public DatabaseThread(string name, SqliteDatabase database, Action<List<PendingWrite>> write)
    {
        _database = database;
        _write = write;
        _thread = new Thread(Work) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>
    /// Queues writes that are handed over together, so that they can share a transaction. Each is completed, with an exception if it was not stored,
    /// also when the thread is ending.
    /// </summary>
    public void Add(params IReadOnlyList<PendingWrite> writes)
    {
        if (TryAdd(writes))
        {
            return;
        }

        foreach (PendingWrite write in writes)
        {
            write.Complete(new ObjectDisposedException(nameof(DatabaseThread), "The database is closed."));
        }
    }

    /// <summary>Runs <paramref name="step"/> on the thread until it returns true; other work may come between two steps.</summary>
    public Task RunAsync(Func<bool> step)
    {
        Steps steps = new(step);
        if (!TryAdd(steps))
        {
            steps.Done.SetException(new ObjectDisposedException(nameof(DatabaseThread), "The database is closed."));
        }

        return steps.Done.Task;
    }

    /// <summary>Runs <paramref name="read"/> on the thread, behind the writes that were queued before.</summary>
    public async Task<T> RunAsync<T>(Func<T> read)
    {
        T result = default;
        await RunAsync(() =>
        {
            result = read();
            return true;
        }).ConfigureAwait(false);
        return result;
    }

    /// <summary>Waits until all queued work is done and closes the database.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _queue.Dispose();
    }

    private bool TryAdd(object work)
    {
        try
        {
            _queue.Add(work);
            return true;
        }
        catch (InvalidOperationException)
        {
            // Closed, or disposed of after closing.
            return false;
        }
    }

    private void Work()
    {
        List<PendingWrite> group = [];
        foreach (object first in _queue.GetConsumingEnumerable())
        {
            object work = first;
            while (work is IReadOnlyList<PendingWrite> writes)
            {
                group.AddRange(writes);
                work = _queue.TryTake(out object next) ? next : null;
            }

            if (group.Count > 0)
            {
                _write(group);
                group.Clear();
            }

            (work as Steps)?.Take(_queue);
        }

        _database.Dispose();
    }

    private sealed record Steps(Func<bool> Step)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Take(BlockingCollection<object> queue)
        {
            try
            {
                while (!Step())
                {
                    if (queue.Count > 0 && TryRequeue(queue))
                    {
                        return;
                    }
                }

                Done.SetResult();
            }
            catch (Exception e)
            {
                Done.SetException(e);
            }
        }

        private bool TryRequeue(BlockingCollection<object> queue)
        {
            try
            {
                return queue.TryAdd(this);
            }
            catch (InvalidOperationException)
            {
                // Closing: what is left is done at once, or its caller would wait for ever.
                return false;
            }
        }
    }
}
